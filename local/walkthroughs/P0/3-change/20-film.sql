UPDATE public.film SET rental_duration = 4 WHERE film_id = 2
