SELECT column_name, data_type
FROM information_schema.columns
WHERE table_schema = {{database}} AND table_name = {{table}}
