CREATE OR REPLACE FUNCTION touch_last_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.last_update := CURRENT_TIMESTAMP;
  RETURN NEW;
END
$$
