DO $$
BEGIN
  IF to_regtype('mpaa_rating') IS NULL THEN
    CREATE TYPE mpaa_rating AS ENUM ('G', 'PG', 'PG-13', 'R', 'NC-17');
  END IF;
  IF to_regtype('year') IS NULL THEN
    CREATE DOMAIN year AS INTEGER CHECK (value BETWEEN 1901 AND 2155);
  END IF;
END
$$
