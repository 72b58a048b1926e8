-- RDS refuses the global read lock, so a snapshot locks its tables; MySQL grants that per database at the least.
GRANT LOCK TABLES ON {{schema}}.* TO {{username}}@'%'
