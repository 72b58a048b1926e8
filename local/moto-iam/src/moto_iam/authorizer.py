"""Stands in the place of moto's own check, which knows neither most ARNs nor most conditions."""

import re
import sys
from collections.abc import Callable

from moto.core.exceptions import JsonRESTError
from moto.core.responses import BaseResponse
from moto.s3.exceptions import BucketAccessDeniedError, S3AccessDeniedError, S3InvalidAccessKeyIdError

from moto_iam.policy import decide
from moto_iam.policy_file import PolicyFile
from moto_iam.questions import questions
from moto_iam.usage import UsageRecord

_CREDENTIAL = re.compile(r"Credential=([^/]+)/[^/]+/[^/]+/([^/]+)/")
_SESSION_TOKEN = "X-Amz-Security-Token"


def authorizer(policies: PolicyFile, usage: UsageRecord, administrator: str) -> Callable[..., None]:
    """
    A method in the place of moto's `_authenticate_and_authorize_action`.

    :param administrator: access key that may do everything, and is in no record
    """

    def authorize(request: BaseResponse, _request_class: type, resource: str = "*") -> None:
        found = _CREDENTIAL.search(request.headers.get("Authorization", ""))
        key_id, service = found.groups() if found else ("none", "s3")
        if key_id == administrator:
            return
        current = policies.current()
        key = current.keys.get(key_id)
        if key is None or key["sessionToken"] != request.headers.get(_SESSION_TOKEN):
            print(f"refused: {service}, access key {key_id}: no role has it with that session token", file=sys.stderr)
            raise _unknown(service, key_id)
        role = key["role"]
        statements = current.roles.get(role, [])
        for question in questions(service, request, resource):
            decision = decide(statements, question.action, question.resource, question.context)
            usage.record(current.generation, role, question.action, question.resource, decision)
            if not decision.allowed:
                who = f"arn:aws:sts::{request.current_account}:assumed-role/{role}"
                raise _denied(
                    service,
                    request,
                    f"User: {who} is not authorized to perform: {question.action} on resource: {question.resource}",
                )

    return authorize


def _unknown(service: str, key_id: str) -> Exception:
    if service == "s3":
        return S3InvalidAccessKeyIdError()
    return JsonRESTError("UnrecognizedClientException", f"no role has the access key {key_id} with that session token")


def _denied(service: str, request: BaseResponse, message: str) -> Exception:
    if service != "s3":
        return JsonRESTError("AccessDeniedException", message)
    bucket = getattr(request, "bucket_name", None)
    error = S3AccessDeniedError() if bucket is None else BucketAccessDeniedError(bucket)
    error.message = message
    return error
