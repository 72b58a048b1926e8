"""What a request asks for, in IAM's words: actions, the ARNs that they are about, and keys for conditions."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import xmltodict
from moto.core.responses import BaseResponse

from moto_iam.catalog import catalog_arns

_EVERYTHING = "*"


@dataclass(frozen=True)
class Question:
    """All questions of a request must be answered with yes."""

    action: str
    resource: str
    context: Mapping[str, str] = field(default_factory=dict)


def questions(service: str, request: BaseResponse, resource: str) -> Iterator[Question]:
    """
    :param service: as its requests are signed for it, such as `s3`
    :param request: moto's, about to be answered
    :param resource: what moto takes the request to be about
    """
    action = request._get_action()
    ask = _SERVICES.get(service)
    if ask is None:
        yield Question(f"{service}:{action}", resource)
    else:
        yield from ask(action, request, resource)


def _storage(action: str, request: BaseResponse, resource: str) -> Iterator[Question]:
    bucket, _, key = resource.partition("/")
    if action == "HeadBucket":
        yield Question("s3:ListBucket", resource)
    elif action == "ListBucket":
        prefix = request.querystring.get("prefix")
        yield Question("s3:ListBucket", resource, {} if prefix is None else {"s3:prefix": prefix[0]})
    elif action == "DeleteObject" and not key:
        objects = xmltodict.parse(request.body, force_list=("Object",), strip_whitespace=False)["Delete"]["Object"]
        for each in objects:
            yield Question("s3:DeleteObject", f"{bucket}/{each['Key']}")
    else:
        yield Question(f"s3:{action}", resource)
    source = request.headers.get("x-amz-copy-source")
    if source is not None:
        yield Question("s3:GetObject", f"arn:aws:s3:::{unquote(source).split('?')[0].lstrip('/')}")
    if action == "GetObject" and not _object_exists(request, key):
        # S3 tells that there is no such object only to those who may list the bucket.
        yield Question("s3:ListBucket", bucket)


def _object_exists(request: BaseResponse, key: str) -> bool:
    try:
        return request.backend.get_object(request.bucket_name, key) is not None
    except Exception:
        # A bucket that is not there; moto says so by an error of its own.
        return False


def _secrets(action: str, request: BaseResponse, _: str) -> Iterator[Question]:
    body = json.loads(request.body or "{}")
    if action == "BatchGetSecretValue":
        yield Question("secretsmanager:BatchGetSecretValue", _EVERYTHING)
        for each in body.get("SecretIdList", []):
            yield Question("secretsmanager:GetSecretValue", _secret_arn(request, each))
        return
    secret = body.get("SecretId", body.get("Name"))
    yield Question(f"secretsmanager:{action}", _EVERYTHING if secret is None else _secret_arn(request, secret))


def _secret_arn(request: BaseResponse, secret_id: str) -> str:
    """The whole ARN, whether a client gave it, a part of it, or a name."""
    secret = request.backend.secrets.get(secret_id)
    if secret is not None:
        return secret.arn
    if secret_id.startswith("arn:"):
        return secret_id
    return f"arn:aws:secretsmanager:{request.region}:{request.current_account}:secret:{secret_id}-none00"


def _catalog(action: str, request: BaseResponse, _: str) -> Iterator[Question]:
    body = json.loads(request.body or "{}")
    for arn in catalog_arns(action, body, request.region, request.current_account):
        yield Question(f"glue:{action}", arn)


_SERVICES: dict[str, Callable[[str, BaseResponse, str], Iterator[Question]]] = {
    "s3": _storage,
    "secretsmanager": _secrets,
    "glue": _catalog,
}
