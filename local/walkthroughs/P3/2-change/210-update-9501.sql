UPDATE salesdb.CUSTOMER SET NAME = 'Ada, Countess of Lovelace', MKTSEGMENT = 'Analytical Engines' WHERE CUST_ID = 9501
