UPDATE public.actor SET first_name = 'KATE', last_name = 'WINSLET' WHERE actor_id = 6
