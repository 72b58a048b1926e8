import type { Dataset } from '../../connectors/dataset';
import type { SourcePolicies } from '../../connectors/source-policies';

type Options = Pick<
  Dataset,
  'partitions' | 'truncate' | 'unknownServer' | 'epochs' | 'badLines' | keyof SourcePolicies
>;

/** A table of the sample database. */
function salesdb(
  table: string,
  keyColumns: readonly string[],
  columns: Dataset['columns'],
  options: Options = {},
): Dataset {
  return { source: 'salesdb', schema: 'salesdb', table, keyColumns, columns, ...options };
}

/**
 * The captured tables. One entry is all it takes: include list, topic, grants, archive route and types follow from it.
 * Keys are what pipelines refer to.
 */
export const DATASETS = {
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
} as const satisfies Record<string, Dataset>;

/** All of them, with options that hold in one environment only. */
export function datasetsWith(options: Options): Record<keyof typeof DATASETS, Dataset> {
  const entries = Object.entries(DATASETS).map(([key, dataset]) => [key, { ...dataset, ...options }]);
  return Object.fromEntries(entries) as Record<keyof typeof DATASETS, Dataset>;
}
