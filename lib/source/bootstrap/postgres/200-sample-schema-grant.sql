GRANT USAGE ON SCHEMA public TO {{username}}
