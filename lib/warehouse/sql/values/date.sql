CAST(REPLACE(v.{{staged}}, 'Z', '') AS DATE)
