UPDATE public.film SET release_year = 2021, rental_rate = 2.99 WHERE film_id = 1
