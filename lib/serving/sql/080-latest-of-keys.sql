SELECT *
FROM {{view}}
WHERE CONTAINS(SPLIT(?, ','), {{#keys}}CAST({{key}} AS VARCHAR){{/keys| || '/' || }})
ORDER BY {{#keys}}{{key}}{{/keys|, }}
