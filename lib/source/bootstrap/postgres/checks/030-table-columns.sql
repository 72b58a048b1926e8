WITH RECURSIVE resolved (attnum, type) AS (
  SELECT attribute.attnum, attribute.atttypid
  FROM pg_attribute AS attribute
  WHERE attribute.attrelid = (
    SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident({{schema}})) AND relname = {{table}}
  ) AND attribute.attnum > 0 AND NOT attribute.attisdropped
  UNION ALL
  SELECT resolved.attnum, domain.typbasetype
  FROM resolved
  JOIN pg_type AS domain ON domain.oid = resolved.type AND domain.typtype = 'd'
)
SELECT
  attribute.attname AS "columnName",
  base.typname AS "dataType",
  -- Of a domain the limits are those of its base.
  CASE
    WHEN own.typtype = 'd' THEN format_type(base.oid, own.typtypmod)
    ELSE format_type(attribute.atttypid, attribute.atttypmod)
  END AS "columnType",
  attribute.attgenerated = 's' AS "generated"
FROM pg_attribute AS attribute
JOIN pg_type AS own ON own.oid = attribute.atttypid
JOIN resolved ON resolved.attnum = attribute.attnum
JOIN pg_type AS base ON base.oid = resolved.type AND base.typtype <> 'd'
WHERE attribute.attrelid = (
  SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident({{schema}})) AND relname = {{table}}
)
ORDER BY attribute.attnum
