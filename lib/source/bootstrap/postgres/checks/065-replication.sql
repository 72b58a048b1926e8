-- RDS gives the attribute to nobody; members of its role have what it gives.
SELECT
  rolname AS "user",
  rolreplication OR rolsuper OR coalesce(pg_has_role(oid, to_regrole('rds_replication'), 'MEMBER'), false) AS "mayReplicate"
FROM pg_roles
WHERE rolname = current_user
