UPDATE salesdb.CUSTOMER SET NAME = 'Customer Name update 8889', MKTSEGMENT = 'Market segment update 8889' WHERE CUST_ID = 8889
