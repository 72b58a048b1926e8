CREATE TABLE IF NOT EXISTS {{schema}}.{{accepted}} (
  kafka_partition INTEGER NOT NULL,
  first_offset BIGINT NOT NULL,
  last_offset BIGINT NOT NULL,
  PRIMARY KEY (kafka_partition, first_offset)
)
