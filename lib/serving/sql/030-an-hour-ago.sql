SELECT * FROM {{table}} FOR TIMESTAMP AS OF (current_timestamp - INTERVAL '1' HOUR) ORDER BY {{key}} DESC LIMIT 40
