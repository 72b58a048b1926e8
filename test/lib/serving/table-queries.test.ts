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
