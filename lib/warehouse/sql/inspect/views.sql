SELECT TRIM(name) AS view_name
FROM pg_catalog.svv_mv_info
WHERE TRIM(schema_name) = {{schemaText}} AND TRIM(name) LIKE {{beginText}} || '%'
