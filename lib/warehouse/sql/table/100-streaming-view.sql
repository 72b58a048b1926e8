CREATE MATERIALIZED VIEW {{schema}}.{{view}} {{autoRefresh}} AS
SELECT
  kafka_partition,
  kafka_offset,
  kafka_timestamp_type,
  kafka_timestamp,
  kafka_key,
  refresh_time,
  CASE WHEN CAN_JSON_PARSE(kafka_value) THEN JSON_PARSE(kafka_value) END AS payload,
  CASE WHEN NOT CAN_JSON_PARSE(kafka_value) THEN kafka_value END AS unparsed
FROM {{topics}}.{{topic}}
