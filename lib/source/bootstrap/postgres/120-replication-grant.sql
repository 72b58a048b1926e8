-- RDS gives the attribute REPLICATION to nobody; members of this role have what it gives.
GRANT rds_replication TO {{username}}
