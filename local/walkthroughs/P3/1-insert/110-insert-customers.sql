INSERT INTO salesdb.CUSTOMER (CUST_ID, NAME, MKTSEGMENT) VALUES (9501, 'Ada', 'Market Segment 1'), (9502, 'Grace', 'Market Segment 2'), (9503, 'Edsger', 'Market Segment 3')
