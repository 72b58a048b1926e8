INSERT INTO {{schema}}.{{heartbeat}} (id) VALUES (1) ON CONFLICT DO NOTHING
