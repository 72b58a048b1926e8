SELECT
  captured.relkind AS "kind",
  captured.relpersistence AS "persistence",
  captured.relreplident AS "replicaIdentity",
  captured.relispartition AS "isPartition",
  EXISTS (SELECT FROM pg_inherits WHERE inhrelid = captured.oid AND NOT captured.relispartition) AS "inherits",
  EXISTS (SELECT FROM pg_inherits WHERE inhparent = captured.oid AND captured.relkind = 'r') AS "hasHeirs",
  EXISTS (SELECT FROM pg_constraint WHERE conrelid = captured.oid AND contype = 'p' AND condeferrable) AS "deferrableKey"
FROM pg_class AS captured
WHERE captured.relnamespace = to_regnamespace(quote_ident({{schema}}))
  AND captured.relname = {{table}}
