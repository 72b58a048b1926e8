SELECT
  COLUMN_NAME AS columnName,
  DATA_TYPE AS dataType,
  COLUMN_TYPE AS columnType,
  CHARACTER_SET_NAME AS characterSet
FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = {{schema}}
  AND TABLE_NAME = {{table}}
ORDER BY ORDINAL_POSITION
