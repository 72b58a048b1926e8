UPDATE public.film SET release_year = 2019, rental_rate = 3.99 WHERE film_id = 1
