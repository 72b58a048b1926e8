UPDATE public.film SET release_year = 2017, rental_rate = 3.99 WHERE film_id = 4
