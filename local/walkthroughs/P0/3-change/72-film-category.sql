UPDATE film_category SET film_id = 100 WHERE film_id = 5
