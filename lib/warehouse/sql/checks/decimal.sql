(v.{{staged}} LIKE '%E%' OR v.{{staged}} LIKE '%e%' OR LENGTH(RTRIM(SPLIT_PART(v.{{staged}}, '.', 2), '0')) > {{scale}})
