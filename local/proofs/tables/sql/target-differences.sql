WITH kept AS (SELECT {{values}} FROM {{kept}}), rebuilt AS (SELECT {{values}} FROM {{rebuilt}})
SELECT 'only kept' AS side, {{keys}} FROM (SELECT * FROM kept EXCEPT SELECT * FROM rebuilt)
UNION ALL
SELECT 'only rebuilt' AS side, {{keys}} FROM (SELECT * FROM rebuilt EXCEPT SELECT * FROM kept)
LIMIT {{most}}
