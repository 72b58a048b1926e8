CREATE ROLE rds_replication NOLOGIN;
GRANT rds_replication, pg_monitor, pg_read_all_settings TO {{admin}} WITH ADMIN OPTION;
