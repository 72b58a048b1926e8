-- A role that is a member has what the role's own attribute would give it: of RDS only.
DO $$
DECLARE
  member record;
BEGIN
  FOR member IN
    SELECT role.rolname AS name
    FROM pg_auth_members AS granted
    JOIN pg_roles AS role ON role.oid = granted.member
    WHERE granted.roleid = 'rds_replication'::regrole AND NOT role.rolreplication
  LOOP
    EXECUTE format('ALTER ROLE %I REPLICATION', member.name);
  END LOOP;
END
$$
