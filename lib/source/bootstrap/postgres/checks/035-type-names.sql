-- The connector finds a type by its name in the schema of the table, and then in any. Every table's rows are a type of its name, too.
SELECT
  attribute.attname AS "columnName",
  own.oid::regtype::text AS "type",
  string_agg(format('%I.%I', namespace.nspname, other.typname), ', ' ORDER BY namespace.nspname) AS "others"
FROM pg_class AS captured
JOIN pg_attribute AS attribute ON attribute.attrelid = captured.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
JOIN pg_type AS own ON own.oid = attribute.atttypid AND own.typnamespace <> captured.relnamespace
JOIN pg_type AS other ON other.typname = own.typname AND other.oid <> own.oid
JOIN pg_namespace AS namespace ON namespace.oid = other.typnamespace
WHERE captured.relnamespace = to_regnamespace(quote_ident({{schema}}))
  AND captured.relname = {{table}}
  AND (other.typnamespace = captured.relnamespace OR own.typnamespace <> 'pg_catalog'::regnamespace)
  AND namespace.nspname <> 'information_schema'
  AND namespace.nspname !~ '^pg_(toast|temp)'
GROUP BY attribute.attnum, attribute.attname, own.oid
ORDER BY attribute.attnum
