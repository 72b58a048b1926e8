CREATE TABLE IF NOT EXISTS {{schema}}.{{servers}} (
  epoch INTEGER NOT NULL,
  server VARCHAR(255) NOT NULL,
  PRIMARY KEY (epoch, server)
)
