-- Altered only where it differs, for it takes a lock that nobody can share.
DO $$
BEGIN
  IF EXISTS (
    SELECT FROM pg_class
    WHERE relnamespace = to_regnamespace(quote_ident({{schemaText}})) AND relname = {{tableText}} AND relreplident <> {{code}}
  ) THEN
    ALTER TABLE {{schema}}.{{table}} REPLICA IDENTITY {{#full}}FULL{{/full}}{{#byKey}}DEFAULT{{/byKey}};
  END IF;
END
$$
