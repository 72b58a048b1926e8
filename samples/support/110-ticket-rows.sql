-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO TICKET (CUST_ID, TICKET_NO, SUBJECT, BODY, PRIORITY, OPENED_AT, DUE, IS_OPEN, ATTACHMENT, SCORE)
WITH
digit AS (
  SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
number AS (
  SELECT 1 + ones.d + 10 * tens.d + 100 * hundreds.d AS n
  FROM digit AS ones, digit AS tens, digit AS hundreds
)
SELECT
  1 + n % 100,
  1 + n DIV 100,
  CONCAT('Ticket ', n, ' of ', 'Größe 😀'),
  CASE n % 4
    WHEN 0 THEN NULL
    WHEN 1 THEN CONCAT('It''s "late", see C:', CHAR(92), 'orders', CHAR(10), 'line ', n)
    WHEN 2 THEN ''
    ELSE 'null'
  END,
  ROUND(n % 1000 / 7, 2),
  TIMESTAMP('2024-01-01 00:00:00.000001') + INTERVAL n * 1234567 MICROSECOND,
  CASE WHEN n % 3 = 0 THEN NULL ELSE DATE('2024-02-29') + INTERVAL n DAY END,
  n % 2,
  CASE WHEN n % 5 = 0 THEN NULL ELSE UNHEX(SHA1(n)) END,
  CASE WHEN n % 6 = 0 THEN NULL ELSE n / 3 END
FROM number
WHERE n <= 300 AND NOT EXISTS (SELECT 1 FROM TICKET)
