-- Whoever was granted a role has its rights, through any number of other roles.
WITH RECURSIVE holder (account) AS (
  SELECT DISTINCT CAST(GRANTEE AS CHAR(300))
  FROM information_schema.USER_PRIVILEGES
  WHERE PRIVILEGE_TYPE IN ('SESSION_VARIABLES_ADMIN', 'SYSTEM_VARIABLES_ADMIN', 'SUPER')
  UNION
  SELECT CAST(CONCAT('''', role_edge.TO_USER, '''@''', role_edge.TO_HOST, '''') AS CHAR(300))
  FROM holder
  JOIN mysql.role_edges AS role_edge
    ON CONCAT('''', role_edge.FROM_USER, '''@''', role_edge.FROM_HOST, '''') = holder.account
)
SELECT account FROM holder ORDER BY account
