"""What a request to Athena asks for: actions, the ARNs that they are about, and keys for conditions."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from athena_api.executions import ExecutionStore
from athena_api.responses import output_location
from athena_api.subjects import Catalog, Right, subjects
from athena_api.workgroups import WorkgroupFile

# Athena itself would write there, in the name of who asks.
_SOME_OBJECT = "00000000-0000-4000-8000-000000000000.csv"

Asked = tuple[str, str, dict[str, str]]
# ARNs of the Data Catalog that an action on a table is about, by action, database and table.
TableArns = Callable[[str, str, str], list[str]]


def athena_rights(
    action: str,
    body: Mapping,
    workgroups: WorkgroupFile,
    store: ExecutionStore,
    catalog: Catalog,
    table_arns: TableArns,
) -> Iterator[Asked]:
    """
    Triples of an action with its service, an ARN, and keys; of a statement, those of all that it reads and writes.

    :param action: without the service
    :param body: parameters of the request
    """
    if "QueryExecutionId" in body:
        execution = store.find(str(body["QueryExecutionId"]))
        # One that is not there is told only to who may use all workgroups.
        yield f"athena:{action}", "*" if execution is None else execution.workgroup.arn, {}
        if action == "GetQueryResults" and execution is not None:
            yield "s3:GetObject", _object(execution.output_location, f"{execution.id}.csv"), {}
        return
    workgroup = workgroups.find(str(body.get("WorkGroup", "primary")))
    yield f"athena:{action}", "*" if workgroup is None else workgroup.arn, {}
    if action != "StartQueryExecution" or workgroup is None:
        return
    location = output_location(workgroup, dict(body))
    if location is not None:
        yield "s3:GetBucketLocation", _bucket(location), {}
        yield "s3:PutObject", _object(location, _SOME_OBJECT), {}
    database = body.get("QueryExecutionContext", {}).get("Database", "default")
    for right in dict.fromkeys(subjects(str(body.get("QueryString")), database, catalog)):
        yield from _asked(right, table_arns)


def _asked(right: Right, table_arns: TableArns) -> Iterator[Asked]:
    service, _, action = right.action.partition(":")
    if service == "glue":
        database, _, table = right.subject.partition("/")
        # Of all above a table.
        for arn in table_arns("GetTable", database, table)[:2]:
            yield "glue:GetDatabase", arn, {}
        for arn in table_arns(action, database, table):
            yield right.action, arn, {}
    elif right.action == "s3:ListBucket":
        yield right.action, _bucket(right.subject), {"s3:prefix": urlsplit(right.subject).path.strip("/") + "/"}
    elif right.action == "s3:GetBucketLocation":
        yield right.action, _bucket(right.subject), {}
    else:
        yield right.action, _object(right.subject, _SOME_OBJECT), {}


def _bucket(url: str) -> str:
    return f"arn:aws:s3:::{urlsplit(url).netloc}"


def _object(url: str, name: str) -> str:
    return f"{_bucket(url)}{urlsplit(url).path.rstrip('/')}/{name}"
