import pytest

from athena_api.result import column_info, rows_of
from athena_api.rewrites import REWRITES, has_property, rewrite
from athena_api.trino import Answer
from running_aws import Aws, refused

_URL = "http://127.0.0.1:9"
_ARN = "arn:aws:athena:us-east-1:123456789012:workgroup/people"
_RESULTS = "arn:aws:s3:::results/r/"


def _signature(kind: str, *arguments: dict) -> dict:
    return {"rawType": kind, "arguments": list(arguments)}


def _type(signature: dict) -> dict:
    return {"kind": "TYPE", "value": signature}


def test_compression_of_a_table_becomes_one_of_the_session() -> None:
    properties = "format = 'PARQUET',\n  write_compression = 'snappy',\n  x = ARRAY['a', 'b']"
    sql = f"CREATE TABLE t WITH (\n  {properties}\n) AS SELECT 1"
    rewritten = rewrite(sql)
    assert rewritten.sql == "CREATE TABLE t WITH (\n  format = 'PARQUET',\n  x = ARRAY['a', 'b']\n) AS SELECT 1"
    assert rewritten.session == {"awsdatacatalog.compression_codec": "SNAPPY"}
    assert rewritten.used == frozenset(each.name for each in REWRITES)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 'CREATE TABLE t WITH (write_compression = ''SNAPPY'')'",
        "CREATE TABLE t AS WITH a AS (SELECT 1 AS write_compression) SELECT * FROM a",
        "CREATE TABLE t WITH (format = 'PARQUET') AS SELECT 1 AS " + "x" * 100,
    ],
)
def test_other_statements_stay_as_they_are(sql: str) -> None:
    rewritten = rewrite(sql)
    assert (rewritten.sql, rewritten.session) == (sql, {})


def test_property_of_a_table_is_found_where_it_is_one() -> None:
    assert has_property("create table t with (external_location = 's3://b/p/') as select 1", "external_location")
    assert not has_property("CREATE TABLE t AS SELECT 1 AS external_location", "external_location")


def test_values_are_written_as_athena_does() -> None:
    text = _signature("varchar")
    row = _signature("row", {"kind": "NAMED_TYPE", "value": {"fieldName": {"name": "a"}, "typeSignature": text}})
    columns = [
        {"name": "b", "typeSignature": _signature("boolean")},
        {"name": "l", "typeSignature": _signature("array", _type(text))},
        {"name": "m", "typeSignature": _signature("map", _type(text), _type(text))},
        {"name": "r", "typeSignature": row},
        {"name": "x", "typeSignature": _signature("varbinary")},
        {"name": "n", "typeSignature": _signature("bigint")},
        {"name": "z", "typeSignature": text},
    ]
    values = [True, ["a", None], {"k": "v"}, ["1"], "AP8=", "9007199254740993", None]
    header, first = rows_of(Answer(columns, [values], 0))
    assert [each["VarCharValue"] for each in header["Data"]] == ["b", "l", "m", "r", "x", "n", "z"]
    told = [each.get("VarCharValue") for each in first["Data"]]
    assert told == ["true", "[a, null]", "{k=v}", "{a=1}", "00 ff", "9007199254740993", None]


def test_statement_that_makes_something_has_no_header() -> None:
    assert rows_of(Answer([{"name": "rows", "typeSignature": _signature("bigint")}], [["3"]], 0, "CREATE TABLE")) == []


def test_decimal_tells_its_digits() -> None:
    numbers = [{"kind": "LONG", "value": "5"}, {"kind": "LONG", "value": "2"}]
    info = column_info({"name": "d", "typeSignature": _signature("decimal", *numbers)})
    assert (info["Type"], info["Precision"], info["Scale"]) == ("decimal", 5, 2)


def _workgroup(**more: object) -> dict:
    return {
        "name": "people",
        "arn": _ARN,
        "url": _URL,
        "enforced": True,
        "outputLocation": "s3://results/r/",
        **more,
    }


def _allow(actions: list[str], resource: str) -> dict:
    return {"Effect": "Allow", "Action": actions, "Resource": resource}


def _rights(*, start: bool = True, bucket: bool = True, results: bool = True) -> list[dict]:
    return [
        *([_allow(["athena:StartQueryExecution", "athena:GetQueryExecution"], _ARN)] if start else []),
        *([_allow(["s3:GetBucketLocation"], "arn:aws:s3:::results")] if bucket else []),
        *([_allow(["s3:PutObject"], f"{_RESULTS}*")] if results else []),
    ]


def test_role_needs_the_workgroup_and_a_place_for_results(aws: Aws) -> None:
    aws.set_athena_workgroups([_workgroup()])
    aws.set_roles(
        {
            "all": _rights(),
            "none": _rights(start=False),
            "unplaced": _rights(bucket=False),
            "unwritten": _rights(results=False),
        }
    )
    target = {"QueryString": "SELECT 1", "WorkGroup": "people"}
    started = aws.client("athena", "key-all").start_query_execution(**target)
    assert started["QueryExecutionId"]
    missing = {"none": f"athena:StartQueryExecution on resource: {_ARN}", "unplaced": "s3:GetBucketLocation"}
    for role, right in {**missing, "unwritten": f"s3:PutObject on resource: {_RESULTS}"}.items():
        assert right in refused(aws.client("athena", f"key-{role}").start_query_execution, **target)
    assert "GetQueryResults" in refused(
        aws.client("athena", "key-all").get_query_results, QueryExecutionId=started["QueryExecutionId"]
    )


def test_what_is_not_there_is_told(aws: Aws) -> None:
    aws.set_athena_workgroups([_workgroup(outputLocation=None)])
    athena = aws.client("athena")
    assert "WorkGroup nobody is not found" in refused(
        athena.start_query_execution, QueryString="SELECT 1", WorkGroup="nobody"
    )
    assert "No output location" in refused(athena.start_query_execution, QueryString="SELECT 1", WorkGroup="people")
    assert "was not found" in refused(athena.get_query_execution, QueryExecutionId="x")


def test_token_starts_one_statement(aws: Aws) -> None:
    aws.set_athena_workgroups([_workgroup()])
    athena = aws.client("athena")
    token = {"WorkGroup": "people", "ClientRequestToken": "t" * 32}
    ids = {athena.start_query_execution(QueryString="SELECT 1", **token)["QueryExecutionId"] for _ in range(2)}
    assert len(ids) == 1
    assert "Idempotent" in refused(athena.start_query_execution, QueryString="SELECT 2", **token)


def test_server_that_does_not_answer_fails_the_statement(aws: Aws) -> None:
    aws.set_athena_workgroups([_workgroup()])
    athena = aws.client("athena")
    begun = athena.start_query_execution(QueryString="SELECT 1", WorkGroup="people")["QueryExecutionId"]
    while True:
        status = athena.get_query_execution(QueryExecutionId=begun)["QueryExecution"]["Status"]
        if status["State"] not in ("QUEUED", "RUNNING"):
            break
    assert (status["State"], "did not answer" in status["StateChangeReason"]) == ("FAILED", True)
