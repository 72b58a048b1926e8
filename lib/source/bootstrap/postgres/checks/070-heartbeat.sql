-- What a connector does now and then; the row has to be there.
UPDATE {{schema}}.{{heartbeat}} SET beat_at = clock_timestamp() WHERE id = 1
