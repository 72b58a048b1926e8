import type { Dataset } from '../../connectors/dataset';

/** A table of the sample database. */
function salesdb(table: string, keyColumns: readonly string[], options: Pick<Dataset, 'partitions'> = {}): Dataset {
  return { source: 'salesdb', schema: 'salesdb', table, keyColumns, ...options };
}

/**
 * The captured tables. One entry is all it takes: include list, topic, grants and archive route follow from it.
 * Keys are what pipelines refer to.
 */
export const DATASETS = {
  customer: salesdb('CUSTOMER', ['CUST_ID']),
  customerSite: salesdb('CUSTOMER_SITE', ['SITE_ID']),
  salesOrder: salesdb('SALES_ORDER', ['ORDER_ID']),
  salesOrderDetail: salesdb('SALES_ORDER_DETAIL', ['ORDER_ID', 'LINE_NUMBER'], { partitions: 3 }),
  product: salesdb('PRODUCT', ['PRODUCT_ID']),
  productCategory: salesdb('PRODUCT_CATEGORY', ['CATEGORY_ID']),
  supplier: salesdb('SUPPLIER', ['SUPPLIER_ID']),
} as const satisfies Record<string, Dataset>;
