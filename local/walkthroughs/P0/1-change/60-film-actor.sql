DELETE FROM public.film_actor WHERE film_id = 375
