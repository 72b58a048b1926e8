UPDATE public.film SET rental_duration = 3 WHERE film_id = 2
