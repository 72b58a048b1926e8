import { tableQueries } from '../../../lib/serving/table-queries';
import { DATASETS } from '../../fixtures/datasets';

test('the count and the forty highest keys of a table', () => {
  expect(tableQueries(DATASETS.customer).map(({ name, sql }) => [name, sql])).toEqual([
    ['customer_count', 'SELECT count(*) AS row_count FROM "salesdb_customer"'],
    ['customer_top_40', 'SELECT * FROM "salesdb_customer" ORDER BY "cust_id" DESC LIMIT 40'],
  ]);
});

test('a key of several columns is ordered by its first', () => {
  expect(tableQueries(DATASETS.salesOrderDetail)[1]?.sql).toBe(
    'SELECT * FROM "salesdb_sales_order_detail" ORDER BY "order_id" DESC LIMIT 40',
  );
});

test('tables that are called the same in two schemas have queries by their names in the lake', () => {
  const { customer, supplier } = DATASETS;
  const other = { ...customer, schema: 'crm' };
  expect(tableQueries(other, [customer, supplier, other]).map(({ name }) => name)).toEqual([
    'crm_customer_count',
    'crm_customer_top_40',
  ]);
  expect(tableQueries(supplier, [customer, supplier, other])[0]?.name).toBe('supplier_count');
});

test('a table of any name has queries that are named as the lake names tables', () => {
  const odd = { ...DATASETS.customer, table: 'Order-Items 2024' };
  expect(tableQueries(odd).map(({ name, sql }) => [name, sql])[0]).toEqual([
    'order_items_2024_count',
    'SELECT count(*) AS row_count FROM "salesdb_order_items_2024"',
  ]);
});
