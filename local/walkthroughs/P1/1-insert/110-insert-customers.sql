INSERT INTO salesdb.CUSTOMER (CUST_ID, NAME, MKTSEGMENT) VALUES
  (8887, 'Customer Name 8887', 'Market segment 8887'),
  (8888, 'Customer Name 8888', 'Market segment 8888'),
  (8889, 'Customer Name 8889', 'Market segment 8889')
