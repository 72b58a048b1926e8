UPDATE film_actor SET film_id = 100 WHERE film_id = 5
