GRANT SELECT, INSERT, UPDATE ON {{database}}.{{heartbeat}} TO {{username}}@'%'
