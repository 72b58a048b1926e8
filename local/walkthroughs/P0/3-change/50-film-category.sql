UPDATE film_category
SET category_id = (SELECT category_id FROM category WHERE name = 'Steampunk')
WHERE film_id = 3
