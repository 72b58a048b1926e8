-- What a grant on all tables of a schema reaches as well: `_` in its name stands for any character there.
SELECT SCHEMA_NAME AS schemaName
FROM information_schema.SCHEMATA
WHERE SCHEMA_NAME LIKE {{schema}}
  AND SCHEMA_NAME <> {{schema}}
ORDER BY SCHEMA_NAME
