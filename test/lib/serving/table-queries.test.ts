import type { Dataset } from '../../../connectors/dataset';
import { type QueriedTable, tableQueries } from '../../../lib/serving/table-queries';
import { DATASETS } from '../../fixtures/datasets';

const delta = (dataset: Dataset): QueriedTable => ({ dataset, form: 'delta' });
const statements = (table: QueriedTable): Record<string, string> =>
  Object.fromEntries(tableQueries(table).map(({ name, sql }) => [name, sql]));

test('the count and the forty highest keys of a table', () => {
  expect(statements(delta(DATASETS.customer))).toEqual({
    customer_count: 'SELECT count(*) AS row_count FROM "salesdb_customer"',
    customer_top_40: 'SELECT * FROM "salesdb_customer" ORDER BY "cust_id" DESC LIMIT 40',
  });
});

test('of a table in Iceberg also its rows of an hour ago, and its commits with the statement for the rows of each', () => {
  const queries = statements({ dataset: DATASETS.customer, form: 'state' });
  expect(Object.keys(queries)).toEqual([
    'customer_state_count',
    'customer_state_top_40',
    'customer_state_an_hour_ago',
    'customer_state_history',
  ]);
  expect(queries['customer_state_an_hour_ago']).toBe(
    `SELECT * FROM "salesdb_customer" FOR TIMESTAMP AS OF (current_timestamp - INTERVAL '1' HOUR) ORDER BY "cust_id" DESC LIMIT 40`,
  );
  const history = queries['customer_state_history'];
  expect(history).toContain('FROM "salesdb_customer$history" AS history');
  expect(history).toContain('LEFT JOIN "salesdb_customer$snapshots" AS snapshots');
  expect(history).toContain(
    `'SELECT * FROM "salesdb_customer" FOR VERSION AS OF ' || CAST(history.snapshot_id AS VARCHAR) AS rows_then`,
  );
});

test('of a log of changes also all that befell the row of a key, which may have several columns', () => {
  const queries = statements({ dataset: DATASETS.salesOrderDetail, form: 'log' });
  expect(Object.keys(queries).map((name) => name.replace('sales_order_detail_log_', ''))).toEqual([
    'count',
    'top_40',
    'an_hour_ago',
    'history',
    'changes',
  ]);
  expect(queries['sales_order_detail_log_changes']).toContain(
    `WHERE ("order_id" = ? AND "line_number" = ?) OR "_cdc"."op" = 'T'`,
  );
});

test('events by themselves have no changes', () => {
  const orders: Dataset = { ...DATASETS.customer, envelope: 'none' };
  expect(Object.keys(statements({ dataset: orders, form: 'log' }))).not.toContain('customer_log_changes');
});

test('a key of several columns is ordered by its first', () => {
  expect(tableQueries(delta(DATASETS.salesOrderDetail))[1]?.sql).toBe(
    'SELECT * FROM "salesdb_sales_order_detail" ORDER BY "order_id" DESC LIMIT 40',
  );
});

test('tables that are called the same in two schemas have queries by their names in the lake', () => {
  const { customer, supplier } = DATASETS;
  const other = { ...customer, schema: 'crm' };
  const queried = [customer, supplier, other].map(delta);
  expect(tableQueries(delta(other), queried).map(({ name }) => name)).toEqual([
    'crm_customer_count',
    'crm_customer_top_40',
  ]);
  expect(tableQueries(delta(supplier), queried)[0]?.name).toBe('supplier_count');
});

test('a table of any name has queries that are named as the lake names tables', () => {
  const odd = { ...DATASETS.customer, table: 'Order-Items 2024' };
  expect(tableQueries(delta(odd)).map(({ name, sql }) => [name, sql])[0]).toEqual([
    'order_items_2024_count',
    'SELECT count(*) AS row_count FROM "salesdb_order_items_2024"',
  ]);
});
