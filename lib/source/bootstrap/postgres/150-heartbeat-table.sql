-- A connector that writes here now and then keeps its slot moving while its own tables are idle.
CREATE TABLE IF NOT EXISTS {{schema}}.{{heartbeat}} (
  id SMALLINT PRIMARY KEY,
  beat_at TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
)
