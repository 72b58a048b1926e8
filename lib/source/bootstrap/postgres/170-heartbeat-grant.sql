GRANT SELECT, INSERT, UPDATE ON {{schema}}.{{heartbeat}} TO {{username}}
