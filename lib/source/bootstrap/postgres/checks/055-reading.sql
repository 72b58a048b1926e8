-- A right to columns alone is one as well: who leaves columns out may have given no more.
SELECT
  has_schema_privilege(captured.relnamespace, 'USAGE') AS "mayEnter",
  has_any_column_privilege(captured.oid, 'SELECT') AS "mayRead",
  row_security_active(captured.oid) AS "seesPart"
FROM pg_class AS captured
WHERE captured.relnamespace = to_regnamespace(quote_ident({{schema}}))
  AND captured.relname = {{table}}
