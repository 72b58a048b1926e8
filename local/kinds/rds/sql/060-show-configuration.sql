CREATE PROCEDURE mysql.rds_show_configuration()
  SQL SECURITY DEFINER
BEGIN
  SELECT name, value, description FROM mysql.rds_configuration;
END
