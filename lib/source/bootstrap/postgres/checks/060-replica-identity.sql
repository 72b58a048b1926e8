-- What the log has of a partition is as the partition says.
SELECT relation.oid::regclass::text AS "relation", relation.relreplident AS "replicaIdentity"
FROM pg_class AS captured
CROSS JOIN LATERAL (SELECT captured.oid UNION SELECT relid FROM pg_partition_tree(captured.oid)) AS parts (oid)
JOIN pg_class AS relation ON relation.oid = parts.oid AND relation.relkind IN ('r', 'p')
WHERE captured.relnamespace = to_regnamespace(quote_ident({{schema}}))
  AND captured.relname = {{table}}
ORDER BY 1
