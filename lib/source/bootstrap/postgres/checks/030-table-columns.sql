-- Of a domain the type and its limits are those of its base, however many domains are between.
WITH RECURSIVE resolved (attnum, type, limits) AS (
  SELECT attribute.attnum, attribute.atttypid, attribute.atttypmod
  FROM pg_attribute AS attribute
  WHERE attribute.attrelid = (
    SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident({{schema}})) AND relname = {{table}}
  ) AND attribute.attnum > 0 AND NOT attribute.attisdropped
  UNION ALL
  SELECT resolved.attnum, domain.typbasetype, domain.typtypmod
  FROM resolved
  JOIN pg_type AS domain ON domain.oid = resolved.type AND domain.typtype = 'd'
)
SELECT
  attribute.attname AS "columnName",
  base.typname AS "dataType",
  base.typtype AS "typeKind",
  format_type(base.oid, resolved.limits) AS "columnType",
  attribute.attgenerated <> '' AS "generated"
FROM pg_attribute AS attribute
JOIN resolved ON resolved.attnum = attribute.attnum
JOIN pg_type AS base ON base.oid = resolved.type AND base.typtype <> 'd'
WHERE attribute.attrelid = (
  SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident({{schema}})) AND relname = {{table}}
)
ORDER BY attribute.attnum
