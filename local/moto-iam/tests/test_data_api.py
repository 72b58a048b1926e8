import time

from running_aws import Warehouse, refused


def test_rows_come_in_typed_fields(warehouse: Warehouse) -> None:
    sql = """SELECT 1::bigint AS w, 1.5::float8 AS f, 1.50::decimal(4,2) AS d, true AS b, 'x'::varchar(9) AS t,
      NULL::int AS n, TIMESTAMP '2026-01-02 03:04:05.678901' AS z"""
    described = warehouse.run(sql)
    assert described["HasResultSet"] is True
    assert (described["ResultRows"], described["QueryString"]) == (1, sql)
    assert described["Duration"] > 0
    result = warehouse.data.get_statement_result(Id=described["Id"])
    assert result["Records"] == [
        [
            {"longValue": 1},
            {"doubleValue": 1.5},
            {"stringValue": "1.50"},
            {"booleanValue": True},
            {"stringValue": "x"},
            {"isNull": True},
            {"stringValue": "2026-01-02 03:04:05.678901"},
        ]
    ]
    assert result["TotalNumRows"] == 1
    columns = [(column["name"], column["typeName"], column["precision"]) for column in result["ColumnMetadata"]]
    assert columns == [
        ("w", "int8", 0),
        ("f", "float8", 0),
        ("d", "numeric", 4),
        ("b", "bool", 0),
        ("t", "varchar", 9),
        ("n", "int4", 0),
        ("z", "timestamp", 0),
    ]


def test_json_and_bytes_come_as_text(warehouse: Warehouse) -> None:
    json_text = '{"a": "x\\\\y\\"", "b": [1.0E-5]}'
    row = warehouse.rows(f"SELECT JSON_PARSE('{json_text}'), JSON_PARSE('1'), TO_VARBYTE('AP8=', 'base64')")
    assert row == [[json_text, "1", "00ff"]]


def test_many_rows_come_in_pages(warehouse: Warehouse) -> None:
    described = warehouse.run("SELECT n FROM generate_series(1, 2500) AS n")
    pages = warehouse.data.get_paginator("get_statement_result").paginate(Id=described["Id"])
    assert [row[0]["longValue"] for page in pages for row in page["Records"]] == list(range(1, 2501))


def test_failure_has_the_words_of_the_server(warehouse: Warehouse) -> None:
    described = warehouse.run("SELECT * FROM nowhere")
    assert (described["Status"], described["Error"]) == ("FAILED", 'ERROR: relation "nowhere" does not exist')
    assert described["QueryString"] == "SELECT * FROM nowhere"
    missing = refused(warehouse.data.get_statement_result, Id=described["Id"])
    assert missing.startswith("ResourceNotFoundException")


def test_one_statement_a_call(warehouse: Warehouse) -> None:
    assert "multiple commands" in warehouse.run("SELECT 1; SELECT 2")["Error"]


def test_no_rows_are_a_result_and_none_at_all_are_not(warehouse: Warehouse) -> None:
    assert warehouse.run("SELECT 1 AS a WHERE false")["HasResultSet"] is True
    assert warehouse.run("CREATE TABLE t (a int)")["HasResultSet"] is False


def test_procedure_returns_its_counts(warehouse: Warehouse) -> None:
    warehouse.run("CREATE PROCEDURE p(INOUT n bigint) AS $$ BEGIN n := n + 1; END $$ LANGUAGE plpgsql")
    assert warehouse.rows("CALL p(1)") == [[2]]


def test_parameters(warehouse: Warehouse) -> None:
    parameters = [{"name": "a", "value": "x"}, {"name": "b", "value": "2"}]
    begun = warehouse.run("SELECT :a::varchar || ':a', :b::int + 1 WHERE :a = 'x'", Parameters=parameters)
    assert warehouse.data.get_statement_result(Id=begun["Id"])["Records"] == [
        [{"stringValue": "x:a"}, {"longValue": 3}]
    ]
    failed = warehouse.run("SELECT 1", Parameters=[{"name": "a", "value": "x"}])
    assert "each parameter must be in the statement" in failed["Error"]


def test_batch_is_one_transaction(warehouse: Warehouse) -> None:
    described = warehouse.batch("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)", "SELECT a / 0 FROM t", "SELECT 1")
    assert described["Status"] == "FAILED"
    assert described["Error"] == "Query #3 failed with ERROR: division by zero"
    parts = described["SubStatements"]
    assert [part["Status"] for part in parts] == ["FINISHED", "FINISHED", "FAILED", "ABORTED"]
    assert parts[2]["Error"] == "ERROR: division by zero"
    assert warehouse.rows("SELECT to_regclass('t')::varchar") == [[None]]
    good = warehouse.batch("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)", "SELECT a FROM t")
    assert (good["Status"], good["HasResultSet"]) == ("FINISHED", True)
    result = warehouse.data.get_statement_result(Id=good["SubStatements"][2]["Id"])
    assert result["Records"] == [[{"longValue": 1}]]


def test_batch_that_commits_each_goes_on(warehouse: Warehouse) -> None:
    described = warehouse.batch("CREATE TABLE t (a int)", "SELECT 1/0", "SELECT 1", ExecutionMode="AUTO_COMMIT")
    assert [part["Status"] for part in described["SubStatements"]] == ["FINISHED", "FAILED", "FINISHED"]
    assert described["Status"] == "FAILED"
    assert warehouse.rows("SELECT to_regclass('t')::varchar") == [["t"]]


def test_same_token_is_the_same_statement(warehouse: Warehouse) -> None:
    call = {**warehouse.target(), "ClientToken": "once", "Sql": "CREATE TABLE t (a int)"}
    first, second = (warehouse.data.execute_statement(**call)["Id"] for _ in range(2))
    assert first == second
    assert warehouse.end(first)["Status"] == "FINISHED"
    other = refused(warehouse.data.execute_statement, **{**call, "Sql": "SELECT 1"})
    assert other.startswith("ValidationException")


def test_cancelled_statement_ends(warehouse: Warehouse) -> None:
    begun = warehouse.data.execute_statement(Sql="SELECT pg_sleep(60)", StatementName="slow", **warehouse.target())
    while warehouse.data.describe_statement(Id=begun["Id"])["Status"] != "STARTED":
        time.sleep(0.02)
    time.sleep(0.3)
    assert warehouse.data.cancel_statement(Id=begun["Id"])["Status"] is True
    assert warehouse.end(begun["Id"])["Status"] == "ABORTED"
    assert "already in ABORTED" in refused(warehouse.data.cancel_statement, Id=begun["Id"])
    listed = warehouse.data.list_statements(StatementName="slow", Status="ABORTED")["Statements"]
    assert [each["Id"] for each in listed] == [begun["Id"]]
