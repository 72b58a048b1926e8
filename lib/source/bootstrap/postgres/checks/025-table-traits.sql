SELECT
  captured.relkind AS "kind",
  captured.relpersistence AS "persistence",
  captured.relispartition AS "isPartition",
  EXISTS (SELECT FROM pg_inherits WHERE inhrelid = captured.oid AND NOT captured.relispartition) AS "inherits",
  EXISTS (SELECT FROM pg_inherits WHERE inhparent = captured.oid AND captured.relkind = 'r') AS "hasHeirs",
  (
    SELECT string_agg(relation.oid::regclass::text, ', ' ORDER BY relation.oid::regclass::text)
    FROM pg_partition_tree(captured.oid) AS part
    JOIN pg_class AS relation ON relation.oid = part.relid
    WHERE part.relid <> captured.oid AND (relation.relpersistence <> 'p' OR relation.relkind = 'f')
  ) AS "untoldPartitions",
  EXISTS (SELECT FROM pg_constraint WHERE conrelid = captured.oid AND contype = 'p' AND condeferrable) AS "deferrableKey"
FROM pg_class AS captured
WHERE captured.relnamespace = to_regnamespace(quote_ident({{schema}}))
  AND captured.relname = {{table}}
