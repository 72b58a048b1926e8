CREATE TABLE mysql.rds_configuration (
  name varchar(100) NOT NULL PRIMARY KEY,
  value varchar(100) NULL,
  description varchar(300) NOT NULL
)
