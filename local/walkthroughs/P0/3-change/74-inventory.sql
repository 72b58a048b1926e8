UPDATE inventory SET film_id = 100 WHERE film_id = 5
