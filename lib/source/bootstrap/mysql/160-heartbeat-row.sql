INSERT IGNORE INTO {{database}}.{{heartbeat}} (id) VALUES (1)
