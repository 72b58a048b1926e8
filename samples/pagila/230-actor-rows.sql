-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO actor (first_name, last_name, last_update)
SELECT
  CASE n WHEN 6 THEN 'BETTE' ELSE first_names[1 + n % 20] END,
  CASE n WHEN 6 THEN 'NICHOLSON' ELSE last_names[1 + n * 3 % 10 + n / 20] END,
  TIMESTAMPTZ '2006-02-15 09:34:33+00'
FROM
  generate_series(1, 200) AS n,
  (SELECT ARRAY[
    'ADA', 'BRUNO', 'CLARA', 'DAVID', 'EDITH', 'FELIX', 'GRETA', 'HUGO', 'IRENE', 'JONAS',
    'KAREN', 'LOUIS', 'MARIE', 'NICK', 'OLGA', 'PAUL', 'RUTH', 'SEAN', 'TESS', 'VICTOR'
  ] AS first_names) AS given,
  (SELECT ARRAY[
    'ALBRIGHT', 'BAKER', 'CHASE', 'DUPONT', 'ELLIS', 'FAWCETT', 'GARLAND', 'HOPPER', 'IRVING', 'JENSEN',
    'KILMER', 'LOLLO', 'MONROE', 'NEESON', 'O''BRIEN', 'PECK', 'QUINN', 'REYNOLDS', 'SWANK', 'TANDY'
  ] AS last_names) AS family
WHERE NOT EXISTS (SELECT FROM actor)
ORDER BY n
