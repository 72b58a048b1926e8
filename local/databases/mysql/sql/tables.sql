SELECT
  described.TABLE_SCHEMA,
  described.TABLE_NAME,
  described.ENGINE,
  (
    SELECT COUNT(*)
    FROM information_schema.TRIGGERS AS reacting
    WHERE reacting.EVENT_OBJECT_SCHEMA = described.TABLE_SCHEMA
      AND reacting.EVENT_OBJECT_TABLE = described.TABLE_NAME
  )
FROM information_schema.TABLES AS described
WHERE (described.TABLE_SCHEMA, described.TABLE_NAME) IN (?)
