import type { Table } from '../../../connectors/dataset';

/**
 * Tables of the database `salesdb`, by the keys that captures and pipelines refer to. `npm run tables` adds what is new in
 * the source, and changes nothing that stands here.
 */
export const SALESDB = {
  customer: {
    schema: 'salesdb',
    table: 'CUSTOMER',
    keyColumns: ['CUST_ID'],
    columns: {
      CUST_ID: 'BIGINT',
      NAME: 'STRING',
      MKTSEGMENT: 'STRING',
    },
  },
  customerSite: {
    schema: 'salesdb',
    table: 'CUSTOMER_SITE',
    keyColumns: ['SITE_ID'],
    columns: {
      SITE_ID: 'BIGINT',
      CUST_ID: 'BIGINT',
      ADDRESS: 'STRING',
      CITY: 'STRING',
      STATE: 'STRING',
      COUNTRY: 'STRING',
      POSTAL_CODE: 'STRING',
    },
  },
  salesOrder: {
    schema: 'salesdb',
    table: 'SALES_ORDER',
    keyColumns: ['ORDER_ID'],
    columns: {
      ORDER_ID: 'BIGINT',
      SITE_ID: 'BIGINT',
      ORDER_DATE: 'TIMESTAMP',
      SHIP_MODE: 'STRING',
    },
  },
  salesOrderDetail: {
    schema: 'salesdb',
    table: 'SALES_ORDER_DETAIL',
    keyColumns: ['ORDER_ID', 'LINE_NUMBER'],
    partitions: 3,
    columns: {
      ORDER_ID: 'BIGINT',
      LINE_NUMBER: 'INT',
      PRODUCT_ID: 'BIGINT',
      QUANTITY: 'INT',
      UNIT_PRICE: 'DECIMAL(10,2)',
      DISCOUNT: 'DECIMAL(5,4)',
      TAX: 'DECIMAL(10,2)',
    },
  },
  product: {
    schema: 'salesdb',
    table: 'PRODUCT',
    keyColumns: ['PRODUCT_ID'],
    columns: {
      PRODUCT_ID: 'BIGINT',
      CATEGORY_ID: 'INT',
      SUPPLIER_ID: 'BIGINT',
      NAME: 'STRING',
      LIST_PRICE: 'DECIMAL(10,2)',
      DISCONTINUED: 'BOOLEAN', // TINYINT(1): say TINYINT where it has other numbers than 0 and 1
      UPDATED_AT: 'TIMESTAMP',
    },
  },
  productCategory: {
    schema: 'salesdb',
    table: 'PRODUCT_CATEGORY',
    keyColumns: ['CATEGORY_ID'],
    columns: {
      CATEGORY_ID: 'INT',
      NAME: 'STRING',
    },
  },
  supplier: {
    schema: 'salesdb',
    table: 'SUPPLIER',
    keyColumns: ['SUPPLIER_ID'],
    columns: {
      SUPPLIER_ID: 'BIGINT',
      NAME: 'STRING',
      COUNTRY: 'STRING',
      SUPPLIES_SINCE: 'DATE',
    },
  },
} as const satisfies Record<string, Table>;
