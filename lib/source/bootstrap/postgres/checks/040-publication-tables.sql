SELECT published.schemaname AS "schema", published.tablename AS "table"
FROM pg_publication_tables AS published
WHERE published.pubname = {{publication}}
ORDER BY 1, 2
