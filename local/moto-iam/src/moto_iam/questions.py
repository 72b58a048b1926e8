"""What a request asks for, in IAM's words: actions, the ARNs that they are about, and keys for conditions."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import xmltodict
from moto.core.responses import BaseResponse
from moto.glue.models import glue_backends

from athena_api.responses import AthenaResponse
from athena_api.rights import athena_rights
from moto_iam.catalog import catalog_arns
from moto_iam.items import item_rights
from redshift_data.caller import access_key_of
from redshift_data.responses import DataApiResponse
from redshift_data.rights import data_rights

_EVERYTHING = "*"

# What moto takes for the bucket or the object itself: members of the query, as IAM calls them behind `Get` and `Put`.
_PARTS_OF_BUCKETS = {
    "analytics": "AnalyticsConfiguration",
    "encryption": "EncryptionConfiguration",
    "intelligent-tiering": "IntelligentTieringConfiguration",
    "inventory": "InventoryConfiguration",
    "metrics": "MetricsConfiguration",
    "object-lock": "BucketObjectLockConfiguration",
    "ownershipControls": "BucketOwnershipControls",
    "publicAccessBlock": "BucketPublicAccessBlock",
    "replication": "ReplicationConfiguration",
    "requestPayment": "BucketRequestPayment",
}
_PARTS_OF_OBJECTS = {
    "attributes": "ObjectAttributes",
    "legal-hold": "ObjectLegalHold",
    "retention": "ObjectRetention",
    "torrent": "ObjectTorrent",
}

# Beginnings of headers by which an object is put with more than its content, which takes a right of its own.
_MORE_THAN_CONTENT = {
    "x-amz-acl": "PutObjectAcl",
    "x-amz-grant-": "PutObjectAcl",
    "x-amz-object-lock-legal-hold": "PutObjectLegalHold",
    "x-amz-object-lock-mode": "PutObjectRetention",
    "x-amz-tagging": "PutObjectTagging",
}


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
    part = _part_action(request, _PARTS_OF_OBJECTS if key else _PARTS_OF_BUCKETS)
    if part is not None:
        yield Question(f"s3:{part}", resource)
        if part != "GetObjectAttributes":
            return
    if action == "HeadBucket":
        yield Question("s3:ListBucket", resource)
    elif action in ("ListBucket", "ListBucketVersions"):
        prefix = request.querystring.get("prefix")
        yield Question(f"s3:{action}", resource, {} if prefix is None else {"s3:prefix": prefix[0]})
    elif action == "DeleteObject" and not key:
        objects = xmltodict.parse(request.body, force_list=("Object",), strip_whitespace=False)["Delete"]["Object"]
        for each in objects:
            yield Question(f"s3:{_of_version('DeleteObject', each.get('VersionId'))}", f"{bucket}/{each['Key']}")
    elif action == "GetObject":
        # moto knows a version of what is got, and none of what is only looked for.
        yield Question(f"s3:{_of_version(action, request.querystring.get('versionId'))}", resource)
    else:
        yield Question(f"s3:{action}", resource)
    if action == "PutObject":
        names = [name.lower() for name, _ in request.headers.items()]
        for beginning, right in _MORE_THAN_CONTENT.items():
            # A copy says by such a name whose tags it takes.
            if any(name.startswith(beginning) and name != "x-amz-tagging-directive" for name in names):
                yield Question(f"s3:{right}", resource)
    source = request.headers.get("x-amz-copy-source")
    if source is not None:
        path, _, query = source.partition("?")
        version = "versionId" if query.startswith("versionId=") else None
        yield Question(f"s3:{_of_version('GetObject', version)}", f"arn:aws:s3:::{unquote(path).lstrip('/')}")
    if action == "GetObject" and not _object_exists(request, key):
        # S3 tells that there is no such object only to those who may list the bucket.
        yield Question("s3:ListBucket", bucket)


def _part_action(request: BaseResponse, parts: Mapping[str, str]) -> str | None:
    found = next((name for part, name in parts.items() if part in request.querystring), None)
    if found is None:
        return None
    return f"{'Get' if request.method in ('GET', 'HEAD') else 'Put'}{found}"


def _of_version(action: str, version: object) -> str:
    return action if version is None else f"{action}Version"


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


def _items(action: str, request: BaseResponse, _: str) -> Iterator[Question]:
    # moto has parsed it already.
    for right, arn in item_rights(action, request.body, request.region, request.current_account):
        yield Question(f"dynamodb:{right}", arn)


def _warehouse(action: str, request: BaseResponse, _: str) -> Iterator[Question]:
    body = json.loads(request.body or "{}")
    caller = access_key_of(request.headers)
    for right, arn, keys in data_rights(action, body, caller, DataApiResponse.workgroups, DataApiResponse.store):
        yield Question(right, arn, keys)


def _statements(action: str, request: BaseResponse, _: str) -> Iterator[Question]:
    body = json.loads(request.body or "{}")
    backend = glue_backends[request.current_account][request.region]

    def entry(database: str, table: str) -> Mapping | None:
        found = backend.databases.get(database)
        return None if found is None or table not in found.tables else found.tables[table].as_dict()

    def table_arns(about: str, database: str, table: str) -> list[str]:
        names = {"DatabaseName": database, "Name": table, "TableName": table, "TableInput": {"Name": table}}
        return catalog_arns(about, names, request.region, request.current_account)

    for right, arn, keys in athena_rights(
        action, body, AthenaResponse.workgroups, AthenaResponse.store, entry, table_arns
    ):
        yield Question(right, arn, keys)


_SERVICES: dict[str, Callable[[str, BaseResponse, str], Iterator[Question]]] = {
    "athena": _statements,
    "dynamodb": _items,
    "s3": _storage,
    "secretsmanager": _secrets,
    "glue": _catalog,
    "redshift-data": _warehouse,
}
