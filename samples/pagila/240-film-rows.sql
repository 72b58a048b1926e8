-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO film (
  title, description, release_year, language_id, rental_duration, rental_rate, length, replacement_cost, rating,
  last_update, special_features
)
SELECT
  CASE n WHEN 1 THEN 'ACADEMY DINOSAUR' ELSE format('%s %s', (words.first)[1 + n / 40], (words.second)[1 + n % 40]) END,
  CASE n % 50 WHEN 0 THEN NULL ELSE format('The story of %s who must find %s, reel %s', lower((words.second)[1 + n * 7 % 40]), lower((words.second)[1 + n * 11 % 40]), n) END,
  2006,
  1,
  CASE n WHEN 1 THEN 6 ELSE 3 + n * 5 % 5 END,
  CASE n WHEN 1 THEN 0.99 ELSE (n % 3) * 2 + 0.99 END,
  CASE n WHEN 1 THEN 86 ELSE 46 + n * 37 % 140 END,
  CASE n WHEN 1 THEN 20.99 ELSE 9 + n * 13 % 21 + 0.99 END,
  (enum_range(NULL::mpaa_rating))[CASE n WHEN 1 THEN 2 ELSE 1 + n * 3 % 5 END],
  TIMESTAMPTZ '2007-09-10 17:46:03.905795+00',
  CASE WHEN n = 1 THEN ARRAY['Deleted Scenes', 'Behind the Scenes'] ELSE features[1 + n % 4:4] END
FROM
  generate_series(1, 1000) AS n,
  (SELECT
    ARRAY[
      'ACE', 'AGENT', 'ALONE', 'AMBER', 'ARCTIC', 'BEACH', 'BINGO', 'BLUE', 'BRIGHT', 'CANDLE', 'CASTLE', 'CHASING', 'CLOUD',
      'COAST', 'CROSSING', 'DANCING', 'DESERT', 'DREAM', 'EAGLE', 'EMPIRE', 'FALCON', 'FEVER', 'FROST', 'GARDEN', 'GOLDEN', 'HARBOR'
    ] AS first,
    ARRAY[
      'ANGELS', 'BARBER', 'BRIDGE', 'CADDY', 'CANYON', 'CHICKEN', 'CLOCK', 'CROW', 'DETAILS', 'DONKEY', 'DOORS', 'EXPRESS', 'FICTION', 'FLOOD',
      'FRIENDS', 'GHOST', 'GIANT', 'GRASS', 'HEART', 'HONEY', 'HORSES', 'ISLAND', 'JACKET', 'KISS', 'LAKE', 'LETTERS', 'MIRROR', 'MOON',
      'NIGHT', 'OCTOBER', 'PARADE', 'PIRATES', 'QUEST', 'RIVER', 'SHADOWS', 'STORM', 'TEMPLE', 'VALLEY', 'WINDOW', 'YARD'
    ] AS second,
    ARRAY['Trailers', 'Commentaries', 'Deleted Scenes', 'Behind the Scenes'] AS features
  ) AS words
WHERE NOT EXISTS (SELECT FROM film)
ORDER BY n
