DELETE FROM public.film WHERE film_id = 5
