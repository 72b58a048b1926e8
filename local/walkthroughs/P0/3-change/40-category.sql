INSERT INTO public.category (name) VALUES ('Steampunk')
