INSERT INTO public.category (name) VALUES ('Techno Thriller')
