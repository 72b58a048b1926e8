-- Of its key: a delete and a create. Its table is named as a search path finds it, for what a walkthrough counts are updates.
UPDATE film_category
SET category_id = (SELECT category_id FROM category WHERE name = 'Techno Thriller')
WHERE film_id = 3
