-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO inventory (film_id, store_id, last_update)
SELECT 1 + copy * 3 % 1000, 1 + copy % 2, TIMESTAMPTZ '2006-02-15 10:09:17+00'
FROM generate_series(1, 2000) AS copy
WHERE NOT EXISTS (SELECT FROM inventory)
