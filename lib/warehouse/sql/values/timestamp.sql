CAST(REPLACE(REPLACE(v.{{staged}}, 'T', ' '), 'Z', '') AS TIMESTAMP)
