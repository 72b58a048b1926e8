import pytest

from redshift_data.rewrites import REWRITES, rewrite

_KAFKA = "FROM KAFKA IAM_ROLE 'arn:r' AUTHENTICATION IAM URI 'b1:9098,b2:9098'"

# Name of the rewrite, what it is given, what becomes of it.
_CASES = [
    (
        "external-schema",
        f'CREATE EXTERNAL SCHEMA IF NOT EXISTS "s__topics"\n{_KAFKA};',
        "CALL redshift.create_external_schema('s__topics', true, 'b1:9098,b2:9098', 'arn:r')",
    ),
    (
        "external-schema",
        f"create external schema S {_KAFKA}",
        "CALL redshift.create_external_schema('s', false, 'b1:9098,b2:9098', 'arn:r')",
    ),
    (
        "alter-external-schema",
        "ALTER EXTERNAL SCHEMA s URI 'b3:9098'",
        "CALL redshift.alter_external_schema('s', 'b3:9098', NULL)",
    ),
    (
        "alter-external-schema",
        "ALTER EXTERNAL SCHEMA s IAM_ROLE 'arn:q';",
        "CALL redshift.alter_external_schema('s', NULL, 'arn:q')",
    ),
    (
        "materialized-view",
        "CREATE MATERIALIZED VIEW a.\"V\" AUTO REFRESH YES AS\nSELECT 'x' AS y;",
        "CALL redshift.create_materialized_view('a.\"V\"', true, 'SELECT ''x'' AS y')",
    ),
    (
        "materialized-view",
        "CREATE MATERIALIZED VIEW v AS SELECT 1 AS y",
        "CALL redshift.create_materialized_view('v', false, 'SELECT 1 AS y')",
    ),
    ("auto-refresh", "ALTER MATERIALIZED VIEW a.v AUTO REFRESH NO;", "CALL redshift.set_auto_refresh('a.v', false)"),
    ("super-path", 'SELECT p.after."ID"::bigint FROM v', "SELECT redshift.navigate(p, 'after', 'ID')::bigint FROM v"),
    ("super-path", "SELECT e.p.Op FROM v AS e", "SELECT redshift.navigate(e.p, 'op') FROM v AS e"),
    ("super-path", "SELECT p.l[0].x, p FROM p.q", "SELECT redshift.navigate(p, 'l', '0', 'x'), p FROM p.q"),
    ("no-schema-binding", "CREATE VIEW v AS SELECT 1 WITH NO SCHEMA BINDING;", "CREATE VIEW v AS SELECT 1 ;"),
    ("json-serialize", "SELECT JSON_SERIALIZE (x)", "SELECT redshift.serialize (x)"),
    ("varbyte-length", "CREATE TABLE t (a VARBYTE(16), b VARBYTE)", "CREATE TABLE t (a VARBYTE, b VARBYTE)"),
    ("system-view", "SELECT 1 FROM pg_catalog.svv_columns", "SELECT 1 FROM redshift.svv_columns"),
    (
        "system-view",
        "SELECT 1 FROM pg_catalog.SYS_x, pg_catalog.pg_class",
        "SELECT 1 FROM redshift.SYS_x, pg_catalog.pg_class",
    ),
]


@pytest.mark.parametrize(("name", "given", "expected"), _CASES)
def test_rewrite(name: str, given: str, expected: str) -> None:
    rewritten = rewrite(given, frozenset({"p"}))
    assert (rewritten.sql, rewritten.used) == (expected, {name})


def test_each_has_a_case() -> None:
    assert {name for name, _, _ in _CASES} == {each.name for each in REWRITES}


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 'WITH NO SCHEMA BINDING p.after', \"varbyte\"(1) -- VARBYTE(1)\n/* p.after */ FROM t",
        "SELECT t.after, s.t.after FROM s.t",
        "CALL p(1)",
    ],
)
def test_all_else_stays(sql: str) -> None:
    assert rewrite(sql, frozenset({"p"})).sql == sql


def test_body_of_a_procedure_is_sql() -> None:
    body = "BEGIN\n  CREATE TEMP TABLE t AS SELECT p.op::varchar AS a, NULL::varbyte(2) FROM v;\nEND"
    rewritten = rewrite(f"CREATE PROCEDURE f() AS $$ {body} $$ LANGUAGE plpgsql", frozenset({"p"}))
    assert "redshift.navigate(p, 'op')::varchar AS a, NULL::varbyte FROM v" in rewritten.sql
    assert rewritten.used == {"varbyte-length", "super-path"}


@pytest.mark.parametrize("value", ["JSON_PARSE(f(v))", "CASE WHEN CAN_JSON_PARSE(v) THEN JSON_PARSE(v) END"])
def test_columns_that_a_statement_makes_super_are_known_in_it(value: str) -> None:
    behind = f' FROM (SELECT {value} AS "X" FROM t) AS q'
    assert rewrite(f'SELECT q."X".op{behind}').sql == f"SELECT redshift.navigate(q.\"X\", 'op'){behind}"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE EXTERNAL SCHEMA s FROM KAFKA URI 'u'", "must have IAM_ROLE, AUTHENTICATION IAM and URI"),
        (f"CREATE EXTERNAL SCHEMA s {_KAFKA.replace(' IAM URI', ' none URI')}", "AUTHENTICATION IAM"),
        (f"CREATE EXTERNAL SCHEMA s {_KAFKA} SECRET_ARN 'a'", "no other option here, got: SECRET_ARN"),
        ("CREATE EXTERNAL SCHEMA s FROM MSK IAM_ROLE 'r'", "FROM"),
        ("ALTER EXTERNAL SCHEMA s", "altered in something"),
        ("CREATE MATERIALIZED VIEW v AUTO REFRESH MAYBE AS SELECT 1", "AS"),
        (f'SELECT 1 AS "{"x" * 64}"', "at most 63 bytes"),
    ],
)
def test_refused(sql: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        rewrite(sql)
