CAST(v.{{staged}} AS {{type}})
