ALTER EXTERNAL SCHEMA {{topics}} URI {{brokers}}
