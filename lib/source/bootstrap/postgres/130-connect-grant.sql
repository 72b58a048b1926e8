GRANT CONNECT ON DATABASE {{database}} TO {{username}}
