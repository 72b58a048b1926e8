-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO language (name, last_update)
SELECT name, TIMESTAMPTZ '2006-02-15 10:02:19+00'
FROM unnest(ARRAY['English', 'Italian', 'Japanese', 'Mandarin', 'French', 'German']) WITH ORDINALITY AS spoken (name, place)
WHERE NOT EXISTS (SELECT FROM language)
ORDER BY place
