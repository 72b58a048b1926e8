DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {{text}}) THEN
    CREATE ROLE {{username}} LOGIN;
  END IF;
END
$$
