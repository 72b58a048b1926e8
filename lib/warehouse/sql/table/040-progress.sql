CREATE TABLE IF NOT EXISTS {{schema}}.{{progress}} (
  view_name VARCHAR(127) NOT NULL,
  kafka_partition INTEGER NOT NULL,
  kafka_offset BIGINT NOT NULL,
  op VARCHAR(10),
  merged_at TIMESTAMP NOT NULL,
  PRIMARY KEY (view_name, kafka_partition)
)
