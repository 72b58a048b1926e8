-- What a connector does now and then; the row has to be there.
UPDATE {{database}}.{{heartbeat}} SET beat_at = CURRENT_TIMESTAMP(6) WHERE id = 1
