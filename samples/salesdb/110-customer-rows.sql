-- Rows go into an empty table only, so that a later run never brings back what was deleted.
INSERT INTO CUSTOMER (CUST_ID, NAME, MKTSEGMENT)
WITH
digit AS (
  SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
number AS (
  SELECT 1 + d0.d + 10 * d1.d + 100 * d2.d + 1000 * d3.d AS n
  FROM
  digit AS d0
  CROSS JOIN digit AS d1
  CROSS JOIN digit AS d2
  CROSS JOIN digit AS d3
)
SELECT
  n,
  CONCAT('Customer Name ', n),
  CONCAT('Market Segment ', 1 + (n - 1) % 10)
FROM number
WHERE n <= 8886
  AND NOT EXISTS (SELECT 1 FROM CUSTOMER)
