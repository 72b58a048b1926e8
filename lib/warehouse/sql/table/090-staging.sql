CREATE TABLE {{schema}}.{{staging}} (
  kafka_partition INTEGER NOT NULL,
  kafka_offset BIGINT NOT NULL,
  kind VARCHAR(10) NOT NULL,
  op VARCHAR(10),
  epoch INTEGER,
  server VARCHAR(255),
  change_position VARCHAR(90),
  problem VARCHAR(1000),
  recency BIGINT{{#columns}},
  {{staged}} {{type}}{{/columns}}
)
