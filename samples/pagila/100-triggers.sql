CREATE OR REPLACE TRIGGER film_fulltext BEFORE INSERT OR UPDATE ON film
FOR EACH ROW EXECUTE FUNCTION tsvector_update_trigger('fulltext', 'pg_catalog.english', 'title', 'description');

DO $$
DECLARE
  touched TEXT;
BEGIN
  FOREACH touched IN ARRAY ARRAY['actor', 'language', 'category', 'film', 'film_actor', 'film_category', 'inventory'] LOOP
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER last_updated BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION touch_last_update()',
      touched
    );
  END LOOP;
END
$$
