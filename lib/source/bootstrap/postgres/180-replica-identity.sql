-- Altered only where it differs, for it takes a lock that nobody can share. What the log has of a partition is as the partition says.
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN
    SELECT relation.oid
    FROM pg_class AS captured
    CROSS JOIN LATERAL (SELECT captured.oid UNION SELECT relid FROM pg_partition_tree(captured.oid)) AS parts (oid)
    JOIN pg_class AS relation ON relation.oid = parts.oid AND relation.relkind IN ('r', 'p')
    WHERE captured.relnamespace = to_regnamespace(quote_ident({{schemaText}}))
      AND captured.relname = {{tableText}}
      AND relation.relreplident <> {{code}}
  LOOP
    EXECUTE format('ALTER TABLE %s REPLICA IDENTITY {{#full}}FULL{{/full}}{{#byKey}}DEFAULT{{/byKey}}', part);
  END LOOP;
END
$$
