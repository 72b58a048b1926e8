SELECT
  namespace.nspname,
  described.relname,
  EXISTS (SELECT FROM pg_trigger WHERE tgrelid = described.oid AND NOT tgisinternal AND tgenabled <> 'D'),
  described.relreplident = 'f'
FROM pg_class AS described
JOIN pg_namespace AS namespace ON namespace.oid = described.relnamespace
JOIN unnest($1::text[], $2::text[]) AS wanted (schema_name, table_name)
  ON wanted.schema_name = namespace.nspname AND wanted.table_name = described.relname
WHERE described.relkind IN ('r', 'p')
