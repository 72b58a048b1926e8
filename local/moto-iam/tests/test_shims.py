from concurrent.futures import ThreadPoolExecutor

import pytest
from pg8000.exceptions import DatabaseError

from redshift_data.session import Session
from running_postgres import Server


def _value(session: Session, expression: str) -> str | None:
    [[value]] = session.rows(f"SELECT {expression}")
    return value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1}', "t"),
        ("12", "t"),
        ("", "f"),
        ("{", "f"),
        ('{"a": 1, "a": 2}', "f"),
        ('{"a": "' + "x" * 65535 + '"}', "t"),
        ('{"a": "' + "x" * 65536 + '"}', "f"),
        ('{"a": ["' + "ä" * 32768 + '"]}', "f"),
    ],
)
def test_can_json_parse_is_what_json_parse_takes(session: Session, text: str, expected: str) -> None:
    assert session.rows("SELECT CAN_JSON_PARSE($1::text)", [text]) == [[expected]]
    assert session.rows("SELECT CAN_JSON_PARSE(convert_to($1, 'UTF8')::varbyte)", [text]) == [[expected]]


def test_bytes_that_are_no_text_are_no_json(session: Session) -> None:
    assert _value(session, "CAN_JSON_PARSE('\\xff'::bytea::varbyte)") == "f"
    assert _value(session, "CAN_JSON_PARSE('\\x'::bytea::varbyte)") == "f"
    assert _value(session, "CAN_JSON_PARSE(NULL::bytea::varbyte)") is None


def test_json_parse_says_what_it_does_not_take(session: Session) -> None:
    with pytest.raises(DatabaseError, match=r"JSON parsing error: \{x"):
        _value(session, "JSON_PARSE('{x')")


@pytest.mark.parametrize(
    ("json", "kind", "expected"),
    [
        ('"ab"', "varchar", "ab"),
        ('"ab"', "varchar(1)", "a"),
        ("1.0E-5", "varchar", "1.0E-5"),
        ("12345678901234567890123", "varchar", "12345678901234567890123"),
        ("true", "varchar", "true"),
        ("{}", "varchar", None),
        ("[1]", "varchar", None),
        ("9223372036854775807", "bigint", "9223372036854775807"),
        ("9223372036854775808", "bigint", None),
        ("true", "bigint", None),
    ],
)
def test_cast_from_super_gives_null_where_it_cannot_be(
    session: Session, json: str, kind: str, expected: str | None
) -> None:
    assert _value(session, f"JSON_PARSE('{json}')::{kind}") == expected


def test_string_cast_to_a_number_is_refused(session: Session) -> None:
    with pytest.raises(DatabaseError, match="not known"):
        _value(session, "JSON_PARSE('\"12\"')::bigint")


def test_path_that_is_missing_or_null_is_null(session: Session) -> None:
    parsed = """JSON_PARSE('{"a": {"B": 1, "n": null}, "l": [7]}')"""
    assert _value(session, f"redshift.navigate({parsed}, 'a', 'B')::bigint") == "1"
    assert _value(session, f"redshift.navigate({parsed}, 'l', '0')::bigint") == "7"
    for path in ("'a', 'b'", "'a', 'n'", "'a', 'B', 'c'", "'x', 'y'"):
        assert _value(session, f"redshift.navigate({parsed}, {path}) IS NULL") == "t"
    assert _value(session, f"redshift.navigate({parsed}, 'a') IS NOT NULL") == "t"


def test_kind_and_text_of_super(session: Session) -> None:
    assert _value(session, "JSON_TYPEOF(JSON_PARSE('[]'))") == "array"
    assert _value(session, "redshift.serialize(JSON_PARSE('{\"a\":1.10}'))") == '{"a":1.10}'


def test_bytes_come_from_base64_and_from_bytes(session: Session) -> None:
    assert _value(session, "encode((TO_VARBYTE('aGk=', 'base64')).bytes, 'hex')") == "6869"
    assert _value(session, "TO_VARBYTE(NULL, 'base64') IS NULL") == "t"
    with pytest.raises(DatabaseError, match="must be base64 here, got: hex"):
        _value(session, "TO_VARBYTE('00', 'hex')")
    session.run("CREATE TABLE t (v varbyte)")
    session.run("INSERT INTO t VALUES ($1::bytea)", ["\\x00ff"])
    assert _value(session, "encode((v).bytes, 'hex') FROM t") == "00ff"


def test_columns_are_told_by_the_catalog(session: Session) -> None:
    session.run('CREATE TABLE t (a bigint NOT NULL, "B" varchar(9))')
    told = session.rows(
        "SELECT column_name, is_nullable FROM svv_columns WHERE table_name = 't' ORDER BY ordinal_position"
    )
    assert told == [["a", "NO"], ["B", "YES"]]


def test_getdate_is_a_timestamp(session: Session) -> None:
    assert _value(session, "pg_typeof(GETDATE())") == "timestamp without time zone"


def test_sessions_that_are_the_first_in_a_database_together_make_it_once(server: Server, database: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        sessions = list(pool.map(lambda _: server.session(database), range(8)))
    assert [session.rows("SELECT to_regtype('redshift.super') IS NOT NULL") for session in sessions] == [[["t"]]] * 8
    for session in sessions:
        session.close()
