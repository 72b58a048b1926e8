SELECT primary_key.COLUMN_NAME AS columnName
FROM information_schema.TABLES AS captured
LEFT JOIN information_schema.STATISTICS AS primary_key
  ON primary_key.TABLE_SCHEMA = captured.TABLE_SCHEMA
  AND primary_key.TABLE_NAME = captured.TABLE_NAME
  AND primary_key.INDEX_NAME = 'PRIMARY'
WHERE captured.TABLE_SCHEMA = {{schema}}
  AND captured.TABLE_NAME = {{table}}
  AND captured.TABLE_TYPE = 'BASE TABLE'
ORDER BY primary_key.SEQ_IN_INDEX
