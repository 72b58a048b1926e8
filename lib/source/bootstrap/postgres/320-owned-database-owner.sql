ALTER DATABASE {{database}} OWNER TO {{username}}
