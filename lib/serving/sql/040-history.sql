SELECT
  history.made_current_at,
  history.snapshot_id,
  history.is_current_ancestor,
  snapshots.operation,
  element_at(snapshots.summary, 'added-records') AS added_records,
  element_at(snapshots.summary, 'deleted-records') AS deleted_records,
  {{rowsAsOf}} || CAST(history.snapshot_id AS VARCHAR) AS rows_then
FROM {{history}} AS history
LEFT JOIN {{snapshots}} AS snapshots ON snapshots.snapshot_id = history.snapshot_id
ORDER BY history.made_current_at DESC
