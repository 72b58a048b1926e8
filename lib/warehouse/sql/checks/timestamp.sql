v.{{staged}} NOT LIKE '____-__-__' AND (v.{{staged}} NOT LIKE '____-__-__%Z' OR LENGTH(v.{{staged}}) > 27)
