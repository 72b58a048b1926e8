LENGTH(RTRIM(SPLIT_PART(v.{{staged}}, '.', 2), '0')) > {{scale}}
