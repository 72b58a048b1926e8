-- Bodies have what texts are spoiled by on their way: quotes, backslashes, lines, and characters beyond the first plane.
INSERT INTO TICKET (CUST_ID, TICKET_NO, SUBJECT, BODY, PRIORITY, OPENED_AT, DUE, OPEN, RAW, SCORE)
WITH
digit AS (
  SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
number AS (
  SELECT 1 + d0.d + 10 * d1.d + 100 * d2.d AS n
  FROM
  digit AS d0
  CROSS JOIN digit AS d1
  CROSS JOIN digit AS d2
)
SELECT
  1 + (n - 1) DIV 3,
  1 + (n - 1) % 3,
  CONCAT('Ticket ', n),
  CASE n % 7
    WHEN 0 THEN NULL
    WHEN 1 THEN CONCAT('It''s the "', n, '" again')
    WHEN 2 THEN CONCAT('C:', CHAR(92 USING utf8mb4), 'temp', CHAR(92 USING utf8mb4), n)
    WHEN 3 THEN CONCAT('Line one', CHAR(10 USING utf8mb4), 'line two of ', n, CHAR(13, 10 USING utf8mb4), 'end')
    WHEN 4 THEN CONCAT('Thanks ', CONVERT(X'F09F9880' USING utf8mb4), ' for ', n)
    WHEN 5 THEN ''
    ELSE CONCAT('{"no": ', n, ', "json": [null]}')
  END,
  CAST(n * 7 % 1000 - 499.75 AS DECIMAL(5, 2)),
  TIMESTAMP '2024-02-28 23:59:59.000001' + INTERVAL n * 61001 SECOND + INTERVAL n * 1001 MICROSECOND,
  IF(n % 5 = 0, NULL, DATE '2024-02-29' + INTERVAL n DAY),
  n % 2,
  IF(n % 6 = 0, NULL, UNHEX(SHA2(n, 256))),
  IF(n % 9 = 0, NULL, (n - 150) / 7e0)
FROM number
WHERE n <= 300
  AND NOT EXISTS (SELECT 1 FROM TICKET)
