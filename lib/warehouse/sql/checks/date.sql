v.{{staged}} NOT LIKE '____-__-__' AND v.{{staged}} NOT LIKE '____-__-__Z'
