-- Before PostgreSQL 15 no publication has a part of a table, and its catalog no columns that tell of one.
SELECT
  published.schemaname AS "schema",
  published.tablename AS "table",
  coalesce(to_jsonb(entry) ->> 'prqual', to_jsonb(entry) ->> 'prattrs') IS NOT NULL AS "isPart"
FROM pg_publication AS publication
JOIN pg_publication_tables AS published ON published.pubname = publication.pubname
JOIN pg_namespace AS namespace ON namespace.nspname = published.schemaname
JOIN pg_class AS relation ON relation.relnamespace = namespace.oid AND relation.relname = published.tablename
LEFT JOIN pg_publication_rel AS entry ON entry.prpubid = publication.oid AND entry.prrelid = relation.oid
WHERE publication.pubname = {{publication}}
ORDER BY 1, 2
