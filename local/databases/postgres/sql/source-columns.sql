WITH RECURSIVE resolved (attnum, type) AS (
  SELECT attnum, atttypid
  FROM pg_attribute
  WHERE attrelid = to_regclass(format('%I.%I', $1::text, $2::text)) AND attnum > 0 AND NOT attisdropped
  UNION ALL
  SELECT resolved.attnum, domain.typbasetype
  FROM resolved
  JOIN pg_type AS domain ON domain.oid = resolved.type AND domain.typtype = 'd'
)
-- A type of another schema may have the name of one of the server's own.
SELECT
  attribute.attname,
  CASE WHEN base.typnamespace = 'pg_catalog'::regnamespace THEN base.typname ELSE base.oid::regtype::text END,
  CASE WHEN element.typnamespace = 'pg_catalog'::regnamespace THEN element.typname ELSE element.oid::regtype::text END,
  place.ordinality,
  format_type(attribute.atttypid, attribute.atttypmod)
FROM resolved
JOIN pg_type AS base ON base.oid = resolved.type AND base.typtype <> 'd'
JOIN pg_attribute AS attribute
  ON attribute.attrelid = to_regclass(format('%I.%I', $1::text, $2::text)) AND attribute.attnum = resolved.attnum
LEFT JOIN pg_type AS element ON element.oid = base.typelem AND base.typcategory = 'A'
LEFT JOIN pg_index AS primary_key ON primary_key.indrelid = attribute.attrelid AND primary_key.indisprimary
LEFT JOIN LATERAL unnest(primary_key.indkey::int2[]) WITH ORDINALITY AS place (attnum, ordinality)
  ON place.attnum = resolved.attnum AND place.ordinality <= primary_key.indnkeyatts
ORDER BY resolved.attnum
