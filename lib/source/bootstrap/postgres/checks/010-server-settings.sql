SELECT
  current_setting('wal_level') AS "wal_level",
  current_setting('server_version_num')::int / 10000 AS "server_version"
