SELECT
  TABLE_SCHEMA AS `schema`,
  TABLE_NAME AS `table`,
  TABLE_TYPE AS kind
FROM information_schema.TABLES
WHERE TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
ORDER BY TABLE_SCHEMA, TABLE_NAME
