CREATE OR REPLACE VIEW {{schema}}.{{errors}} AS
SELECT
  s.kafka_partition,
  s.kafka_offset,
  s.refresh_time AS noticed_at,
  'unparsed' AS kind,
  'no JSON' AS reason,
  s.unparsed AS kafka_value
FROM {{schema}}.{{stream}} AS s
WHERE s.unparsed IS NOT NULL
UNION ALL
SELECT
  CAST(TRIM(r.partition_id) AS INTEGER) AS kafka_partition,
  CAST(TRIM(r.position) AS BIGINT) AS kafka_offset,
  r.record_time AS noticed_at,
  'refused' AS kind,
  TRIM(r.error_reason) AS reason,
  CAST(NULL AS VARBYTE) AS kafka_value
FROM pg_catalog.sys_stream_scan_errors AS r
WHERE TRIM(r.external_schema_name) = {{topicsText}} AND TRIM(r.stream_name) = {{topicText}}
WITH NO SCHEMA BINDING
