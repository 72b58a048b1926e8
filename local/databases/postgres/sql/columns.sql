-- What a domain says of its values counts for the column, and of one made of another what that says as well.
WITH RECURSIVE wanted AS (
  SELECT namespace.nspname, described.relname, described.oid
  FROM pg_class AS described
  JOIN pg_namespace AS namespace ON namespace.oid = described.relnamespace
  JOIN unnest($1::text[], $2::text[]) AS named (schema_name, table_name)
    ON named.schema_name = namespace.nspname AND named.table_name = described.relname
  WHERE described.relkind IN ('r', 'p')
),
resolved (attrelid, attnum, type, modifier, not_null, checks) AS (
  SELECT
    attribute.attrelid,
    attribute.attnum,
    attribute.atttypid,
    attribute.atttypmod,
    attribute.attnotnull,
    ARRAY(
      SELECT pg_get_constraintdef(oid) FROM pg_constraint
      WHERE conrelid = attribute.attrelid AND contype = 'c' AND attribute.attnum = ANY (conkey)
      ORDER BY conname
    )
  FROM pg_attribute AS attribute
  JOIN wanted ON wanted.oid = attribute.attrelid
  WHERE attribute.attnum > 0 AND NOT attribute.attisdropped
  UNION ALL
  SELECT
    resolved.attrelid,
    resolved.attnum,
    domain.typbasetype,
    domain.typtypmod,
    resolved.not_null OR domain.typnotnull,
    resolved.checks || ARRAY(
      SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contypid = domain.oid AND contype = 'c' ORDER BY conname
    )
  FROM resolved
  JOIN pg_type AS domain ON domain.oid = resolved.type AND domain.typtype = 'd'
)
SELECT
  wanted.nspname,
  wanted.relname,
  attribute.attname,
  base.typname,
  format_type(base.oid, resolved.modifier),
  resolved.modifier,
  NOT resolved.not_null,
  pg_get_expr(preset.adbin, preset.adrelid),
  attribute.attgenerated,
  attribute.attidentity,
  element.typname,
  to_json(resolved.checks),
  (
    SELECT to_json(array_agg(enumlabel ORDER BY enumsortorder)) FROM pg_enum
    WHERE enumtypid = CASE WHEN base.typcategory = 'A' THEN base.typelem ELSE base.oid END
  ),
  attribute.attstorage
FROM resolved
JOIN wanted ON wanted.oid = resolved.attrelid
JOIN pg_attribute AS attribute ON attribute.attrelid = resolved.attrelid AND attribute.attnum = resolved.attnum
JOIN pg_type AS base ON base.oid = resolved.type AND base.typtype <> 'd'
LEFT JOIN pg_type AS element ON element.oid = base.typelem AND base.typcategory = 'A'
LEFT JOIN pg_attrdef AS preset ON preset.adrelid = resolved.attrelid AND preset.adnum = resolved.attnum
ORDER BY wanted.nspname, wanted.relname, resolved.attnum
