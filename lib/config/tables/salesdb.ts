import type { Table } from '../../../connectors/dataset';

type Options = Partial<Omit<Table, 'schema' | 'table' | 'keyColumns' | 'columns'>>;

function salesdb(
  table: string,
  keyColumns: readonly string[],
  columns: Table['columns'],
  options: Options = {},
): Table {
  return { schema: 'salesdb', table, keyColumns, columns, ...options };
}

/** Tables of the sample database, by the keys that captures and pipelines refer to. */
export const SALESDB = {
  customer: salesdb('CUSTOMER', ['CUST_ID'], { CUST_ID: 'BIGINT', NAME: 'STRING', MKTSEGMENT: 'STRING' }),
  customerSite: salesdb('CUSTOMER_SITE', ['SITE_ID'], {
    SITE_ID: 'BIGINT',
    CUST_ID: 'BIGINT',
    ADDRESS: 'STRING',
    CITY: 'STRING',
    STATE: 'STRING',
    COUNTRY: 'STRING',
    POSTAL_CODE: 'STRING',
  }),
  salesOrder: salesdb('SALES_ORDER', ['ORDER_ID'], {
    ORDER_ID: 'BIGINT',
    SITE_ID: 'BIGINT',
    ORDER_DATE: 'TIMESTAMP',
    SHIP_MODE: 'STRING',
  }),
  salesOrderDetail: salesdb(
    'SALES_ORDER_DETAIL',
    ['ORDER_ID', 'LINE_NUMBER'],
    {
      ORDER_ID: 'BIGINT',
      LINE_NUMBER: 'INT',
      PRODUCT_ID: 'BIGINT',
      QUANTITY: 'INT',
      UNIT_PRICE: 'DECIMAL(10,2)',
      DISCOUNT: 'DECIMAL(5,4)',
      TAX: 'DECIMAL(10,2)',
    },
    { partitions: 3 },
  ),
  product: salesdb('PRODUCT', ['PRODUCT_ID'], {
    PRODUCT_ID: 'BIGINT',
    CATEGORY_ID: 'INT',
    SUPPLIER_ID: 'BIGINT',
    NAME: 'STRING',
    LIST_PRICE: 'DECIMAL(10,2)',
    DISCONTINUED: 'BOOLEAN',
    UPDATED_AT: 'TIMESTAMP',
  }),
  productCategory: salesdb('PRODUCT_CATEGORY', ['CATEGORY_ID'], { CATEGORY_ID: 'INT', NAME: 'STRING' }),
  supplier: salesdb('SUPPLIER', ['SUPPLIER_ID'], {
    SUPPLIER_ID: 'BIGINT',
    NAME: 'STRING',
    COUNTRY: 'STRING',
    SUPPLIES_SINCE: 'DATE',
  }),
} as const satisfies Record<string, Table>;
