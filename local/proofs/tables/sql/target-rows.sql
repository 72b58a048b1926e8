SELECT {{values}}
FROM {{table}}
