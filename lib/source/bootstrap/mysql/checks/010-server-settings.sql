SELECT
  @@GLOBAL.log_bin AS log_bin,
  @@GLOBAL.binlog_format AS binlog_format,
  @@GLOBAL.binlog_row_image AS binlog_row_image,
  @@GLOBAL.binlog_row_metadata AS binlog_row_metadata,
  @@GLOBAL.binlog_row_value_options AS binlog_row_value_options,
  @@GLOBAL.gtid_mode AS gtid_mode,
  @@GLOBAL.enforce_gtid_consistency AS enforce_gtid_consistency,
  @@GLOBAL.sql_mode AS sql_mode,
  (
    SELECT VARIABLE_VALUE
    FROM performance_schema.global_variables
    WHERE VARIABLE_NAME = 'binlog_transaction_compression'
  ) AS binlog_transaction_compression
