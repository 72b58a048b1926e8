-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO film_category (film_id, category_id, last_update)
SELECT film, 1 + film * 5 % 16, TIMESTAMPTZ '2006-02-15 10:07:09+00'
FROM generate_series(1, 1000) AS film
WHERE NOT EXISTS (SELECT FROM film_category)
