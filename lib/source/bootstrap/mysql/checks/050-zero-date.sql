-- Compares no date with a text: servers differ in whether that text may be a zero date.
SELECT /*+ MAX_EXECUTION_TIME({{milliseconds}}) */
  CAST({{column}} AS CHAR) AS value
FROM {{schema}}.{{table}}
WHERE MONTH({{column}}) = 0
  OR DAYOFMONTH({{column}}) = 0
LIMIT 1
