SELECT key_column.attname AS "columnName"
FROM pg_class AS captured
LEFT JOIN pg_index AS primary_key ON primary_key.indrelid = captured.oid AND primary_key.indisprimary
LEFT JOIN LATERAL unnest(primary_key.indkey::int2[]) WITH ORDINALITY AS place (attnum, ordinality)
  ON place.ordinality <= primary_key.indnkeyatts
LEFT JOIN pg_attribute AS key_column ON key_column.attrelid = captured.oid AND key_column.attnum = place.attnum
WHERE captured.relnamespace = to_regnamespace(quote_ident({{schema}}))
  AND captured.relname = {{table}}
  AND captured.relkind IN ('r', 'p')
ORDER BY place.ordinality
