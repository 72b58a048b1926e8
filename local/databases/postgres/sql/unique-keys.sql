-- A part that is an expression has no column.
SELECT namespace.nspname, described.relname, key.indexrelid, key.indisprimary, part.attname
FROM pg_index AS key
JOIN pg_class AS described ON described.oid = key.indrelid
JOIN pg_namespace AS namespace ON namespace.oid = described.relnamespace
JOIN unnest($1::text[], $2::text[]) AS wanted (schema_name, table_name)
  ON wanted.schema_name = namespace.nspname AND wanted.table_name = described.relname
CROSS JOIN LATERAL unnest(key.indkey::int2[]) WITH ORDINALITY AS place (attnum, ordinality)
LEFT JOIN pg_attribute AS part ON part.attrelid = key.indrelid AND part.attnum = place.attnum AND place.attnum > 0
WHERE (key.indisunique OR key.indisexclusion) AND place.ordinality <= key.indnkeyatts
ORDER BY namespace.nspname, described.relname, key.indexrelid, place.ordinality
