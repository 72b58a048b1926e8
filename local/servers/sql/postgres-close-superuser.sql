ALTER ROLE {{superuser}} NOLOGIN;
