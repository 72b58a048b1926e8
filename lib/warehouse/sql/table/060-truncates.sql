CREATE TABLE IF NOT EXISTS {{schema}}.{{truncates}} (
  position VARCHAR(90) NOT NULL,
  merged_at TIMESTAMP NOT NULL,
  PRIMARY KEY (position)
)
