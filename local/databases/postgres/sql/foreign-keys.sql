SELECT
  child_schema.nspname,
  child.relname,
  parent_schema.nspname,
  parent.relname,
  key.conname,
  own.attname,
  referenced.attname,
  key.confdeltype,
  key.confupdtype
FROM pg_constraint AS key
JOIN pg_class AS child ON child.oid = key.conrelid
JOIN pg_namespace AS child_schema ON child_schema.oid = child.relnamespace
JOIN pg_class AS parent ON parent.oid = key.confrelid
JOIN pg_namespace AS parent_schema ON parent_schema.oid = parent.relnamespace
CROSS JOIN LATERAL unnest(key.conkey, key.confkey) WITH ORDINALITY AS part (own, referenced, ordinality)
JOIN pg_attribute AS own ON own.attrelid = child.oid AND own.attnum = part.own
JOIN pg_attribute AS referenced ON referenced.attrelid = parent.oid AND referenced.attnum = part.referenced
WHERE key.contype = 'f'
  AND EXISTS (
    SELECT FROM unnest($1::text[], $2::text[]) AS wanted (schema_name, table_name)
    WHERE (wanted.schema_name, wanted.table_name) IN (
      (child_schema.nspname, child.relname), (parent_schema.nspname, parent.relname)
    )
  )
ORDER BY child_schema.nspname, child.relname, key.conname, part.ordinality
