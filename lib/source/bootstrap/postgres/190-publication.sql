-- Changed only where it differs. A part of a table is in no catalog before PostgreSQL 15.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = {{text}}) THEN
    CREATE PUBLICATION {{publication}}
    FOR TABLE {{#tables}}{{schema}}.{{table}}{{/tables|, }}
    WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
    RETURN;
  END IF;
  IF EXISTS (
    SELECT FROM pg_publication
    WHERE pubname = {{text}} AND NOT (pubinsert AND pubupdate AND pubdelete AND pubtruncate AND pubviaroot)
  ) THEN
    ALTER PUBLICATION {{publication}}
    SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
  END IF;
  IF EXISTS (
    SELECT
    FROM (VALUES {{#tables}}({{schemaText}}, {{tableText}}){{/tables|, }}) AS wanted (schemaname, tablename)
    FULL JOIN (SELECT schemaname::text, tablename::text FROM pg_publication_tables WHERE pubname = {{text}}) AS published
      USING (schemaname, tablename)
    WHERE wanted IS NULL OR published IS NULL
  ) OR EXISTS (
    SELECT
    FROM pg_publication_rel AS entry
    JOIN pg_publication AS publication ON publication.oid = entry.prpubid
    WHERE publication.pubname = {{text}}
      AND coalesce(to_jsonb(entry) ->> 'prqual', to_jsonb(entry) ->> 'prattrs') IS NOT NULL
  ) THEN
    ALTER PUBLICATION {{publication}} SET TABLE {{#tables}}{{schema}}.{{table}}{{/tables|, }};
  END IF;
END
$$
