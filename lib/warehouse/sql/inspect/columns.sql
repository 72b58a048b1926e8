SELECT column_name || ' ' || data_type || CASE
    WHEN data_type = 'numeric'
    THEN '(' || CAST(numeric_precision AS VARCHAR(10)) || ',' || CAST(numeric_scale AS VARCHAR(10)) || ')'
    ELSE ''
  END AS column_and_type
FROM pg_catalog.svv_columns
WHERE table_schema = {{schemaText}} AND table_name = {{targetText}}
ORDER BY ordinal_position
