"""What a request to Athena asks for: actions, and the ARNs that they are about."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from athena_api.executions import ExecutionStore
from athena_api.responses import output_location
from athena_api.workgroups import WorkgroupFile

# Athena itself would write there, in the name of who asks.
_SOME_RESULT = "00000000-0000-4000-8000-000000000000.csv"


def athena_rights(
    action: str, body: Mapping[str, object], workgroups: WorkgroupFile, store: ExecutionStore
) -> Iterator[tuple[str, str]]:
    """
    Pairs of an action with its service, and an ARN.

    :param action: without the service
    :param body: parameters of the request
    """
    if "QueryExecutionId" in body:
        execution = store.find(str(body["QueryExecutionId"]))
        # One that is not there is told only to who may use all workgroups.
        yield f"athena:{action}", "*" if execution is None else execution.workgroup.arn
        if action == "GetQueryResults" and execution is not None:
            yield "s3:GetObject", _result(execution.output_location, f"{execution.id}.csv")
        return
    workgroup = workgroups.find(str(body.get("WorkGroup", "primary")))
    yield f"athena:{action}", "*" if workgroup is None else workgroup.arn
    location = None if workgroup is None else output_location(workgroup, dict(body))
    if action == "StartQueryExecution" and location is not None:
        yield "s3:GetBucketLocation", f"arn:aws:s3:::{urlsplit(location).netloc}"
        yield "s3:PutObject", _result(location, _SOME_RESULT)


def _result(location: str, name: str) -> str:
    parts = urlsplit(location)
    return f"arn:aws:s3:::{parts.netloc}{parts.path.rstrip('/')}/{name}"
