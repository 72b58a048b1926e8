GRANT SELECT, INSERT, UPDATE, DELETE ON {{database}}.* TO {{username}}@'%'
