SELECT
  namespace.nspname AS "schema",
  relation.relname AS "table",
  CASE
    WHEN relation.relkind = 'v' THEN 'VIEW'
    WHEN relation.relkind = 'm' THEN 'MATERIALIZED VIEW'
    WHEN relation.relispartition THEN 'PARTITION'
    WHEN relation.relkind = 'f' THEN 'FOREIGN TABLE'
    WHEN relation.relpersistence = 't' THEN 'TEMPORARY TABLE'
    WHEN relation.relpersistence = 'u' THEN 'UNLOGGED TABLE'
    WHEN EXISTS (
      SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = relation.oid AND deptype = 'e'
    ) THEN 'TABLE OF AN EXTENSION'
    ELSE 'BASE TABLE'
  END AS "kind"
FROM pg_class AS relation
JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
WHERE relation.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND namespace.nspname <> 'information_schema'
  -- What begins so is the server's own, but for what sessions have for themselves.
  AND (namespace.nspname NOT LIKE 'pg\_%' OR namespace.nspname LIKE 'pg\_temp\_%')
ORDER BY 1, 2
