-- A connector that writes here now and then keeps moving through the binlog while its own tables are idle.
CREATE TABLE IF NOT EXISTS {{database}}.{{heartbeat}} (
  id TINYINT UNSIGNED NOT NULL PRIMARY KEY,
  beat_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
)
