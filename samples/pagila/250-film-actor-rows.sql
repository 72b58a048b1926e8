-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO film_actor (actor_id, film_id, last_update)
SELECT 1 + (film * 7 + place * 31) % 200, film, TIMESTAMPTZ '2006-02-15 10:05:03+00'
FROM
  generate_series(1, 1000) AS film,
  -- Two films with the casts that the walkthrough deletes; 5462 rows in all.
  LATERAL generate_series(1, CASE WHEN film = 375 THEN 1 WHEN film = 376 THEN 2 WHEN film <= 471 THEN 6 ELSE 5 END) AS place
WHERE NOT EXISTS (SELECT FROM film_actor)
