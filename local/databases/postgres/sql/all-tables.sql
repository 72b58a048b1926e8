SELECT table_schema AS "schema", table_name AS "table"
FROM information_schema.tables
WHERE table_type = 'BASE TABLE'
ORDER BY table_schema, table_name
