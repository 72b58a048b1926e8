CALL mysql.rds_set_configuration('binlog retention hours', {{hours}})
