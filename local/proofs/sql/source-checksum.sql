SELECT COUNT(*) AS row_count,
  COALESCE(SUM(CAST(CONV(LEFT(MD5(CONCAT_WS(CHAR(31 USING utf8mb4), {{values}})), 15), 16, 10) AS DECIMAL(20, 0))), 0) AS checksum
FROM {{table}}
