-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO category (name, last_update)
SELECT name, TIMESTAMPTZ '2006-02-15 09:46:27+00'
FROM unnest(ARRAY[
  'Action', 'Animation', 'Children', 'Classics', 'Comedy', 'Documentary', 'Drama', 'Family',
  'Foreign', 'Games', 'Horror', 'Music', 'New', 'Sci-Fi', 'Sports', 'Travel'
]) WITH ORDINALITY AS shelf (name, place)
WHERE NOT EXISTS (SELECT FROM category)
ORDER BY place
