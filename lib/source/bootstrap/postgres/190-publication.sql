DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = {{text}}) THEN
    CREATE PUBLICATION {{publication}}
    FOR TABLE {{#tables}}{{schema}}.{{table}}{{/tables|, }}
    WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
  ELSIF EXISTS (
    SELECT
    FROM (VALUES {{#tables}}({{schemaText}}, {{tableText}}){{/tables|, }}) AS wanted (schemaname, tablename)
    FULL JOIN (SELECT schemaname::text, tablename::text FROM pg_publication_tables WHERE pubname = {{text}}) AS published
      USING (schemaname, tablename)
    WHERE wanted IS NULL OR published IS NULL
  ) THEN
    ALTER PUBLICATION {{publication}} SET TABLE {{#tables}}{{schema}}.{{table}}{{/tables|, }};
  END IF;
END
$$
