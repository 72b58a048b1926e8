SELECT
  active AS "active",
  wal_status AS "walStatus",
  pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::text AS "keptBytes"
FROM pg_replication_slots
WHERE slot_name = {{slot}}
