CREATE OR REPLACE VIEW {{schema}}.{{stream}} AS
SELECT
  s.kafka_partition,
  s.kafka_offset,
  s.kafka_timestamp_type,
  s.kafka_timestamp,
  s.kafka_key,
  s.refresh_time,
  s.payload,
  s.unparsed
FROM {{schema}}.{{view}} AS s
WITH NO SCHEMA BINDING
