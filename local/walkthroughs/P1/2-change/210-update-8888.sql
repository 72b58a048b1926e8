UPDATE salesdb.CUSTOMER SET NAME = 'Customer Name update 8888', MKTSEGMENT = 'Market segment update 8888' WHERE CUST_ID = 8888
