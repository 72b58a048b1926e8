from redshift_data.rewrites import REWRITES
from redshift_data.usage import all_shims, unused

_SHIMS = """
CREATE TYPE redshift.super AS (json json);
CREATE FUNCTION redshift.one() RETURNS int AS $$ SELECT redshift.two() $$;
-- of three
CREATE FUNCTION redshift.two() RETURNS int AS $$ SELECT 2 $$;
CREATE FUNCTION redshift.three() RETURNS int AS $$ SELECT redshift.three() $$;
CREATE FUNCTION redshift.as_big(value redshift.super) RETURNS bigint;
CREATE CAST (redshift.super AS bigint) WITH FUNCTION redshift.as_big(redshift.super);
CREATE CAST (redshift.super AS real) WITH FUNCTION redshift.as_real(redshift.super);
"""


def test_what_no_statement_needs_is_told() -> None:
    statements = ["SELECT JSON_PARSE(v) AS p FROM t", "SELECT ONE(), CAST(p.x AS BIGINT) FROM v"]
    told = unused(statements, _SHIMS)
    assert [name for name in told if name not in {each.name for each in REWRITES}] == ["super AS real", "three"]
    assert "super-path" not in told
    assert "json-serialize" in told


def test_all_is_for_nothing_without_statements() -> None:
    told = unused([], all_shims())
    assert {each.name for each in REWRITES} < set(told)
    assert {"json_parse", "getdate", "to_varbyte", "super AS bigint", "sys_stream_scan_errors"} < set(told)
