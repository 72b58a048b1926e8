CREATE PROCEDURE mysql.rds_set_configuration(IN configuration_name varchar(30), IN configuration_value int)
  SQL SECURITY DEFINER
BEGIN
  IF configuration_name NOT IN ('binlog retention hours', 'source delay', 'target delay') THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Unknown configuration variable';
  END IF;
  IF configuration_name = 'binlog retention hours' AND (configuration_value < 1 OR configuration_value > {{maxRetentionHours}}) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'binlog retention hours must be between 1 and {{maxRetentionHours}}';
  END IF;
  UPDATE mysql.rds_configuration SET value = configuration_value WHERE name = configuration_name;
END
