SELECT
  current_user AS "user",
  pg_get_userbyid(captured.relowner) AS "owner",
  pg_has_role(captured.relowner, 'USAGE') AS "owns",
  has_schema_privilege(captured.relnamespace, 'USAGE WITH GRANT OPTION')
    OR has_schema_privilege('public', captured.relnamespace, 'USAGE') AS "opens"
FROM pg_class AS captured
WHERE captured.relnamespace = to_regnamespace(quote_ident({{schema}}))
  AND captured.relname = {{table}}
