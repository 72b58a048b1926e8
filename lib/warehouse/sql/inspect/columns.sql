SELECT column_name, data_type
FROM pg_catalog.svv_columns
WHERE table_schema = {{schemaText}} AND table_name = {{targetText}}
ORDER BY ordinal_position
