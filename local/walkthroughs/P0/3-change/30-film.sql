UPDATE public.film SET rental_duration = 7 WHERE film_id = 2
