import { createHash } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import type { Dataset } from '../../../connectors/dataset';
import { tablesArgument } from '../../../lib/transform/job-arguments';
import { type UpsertInputs, upsertProblems } from '../../../lib/transform/upsert-problems';
import { DATASETS } from '../../fixtures/datasets';

const SOUND: UpsertInputs = {
  datasets: Object.values(DATASETS),
  positions: 'mysql-binlog',
  workers: 2,
  timeout: Duration.minutes(1),
};

/** So many tables of ten columns each, whose names nothing can make shorter. */
function tables(count: number): Dataset[] {
  const name = (table: number, column: number): string =>
    `C${createHash('sha256').update(`${table} ${column}`).digest('hex').slice(0, 40)}`;
  return [...Array(count).keys()].map((index) => ({
    ...DATASETS.customer,
    table: `TABLE_${index}`,
    columns: {
      CUST_ID: 'BIGINT',
      ...Object.fromEntries([...Array(10).keys()].map((column) => [name(index, column), 'DECIMAL(10,2)' as const])),
    },
  }));
}

test('what is sound has no problem, up to the limits', () => {
  expect(upsertProblems(SOUND)).toEqual([]);
  expect(upsertProblems({ ...SOUND, timeout: Duration.days(7) })).toEqual([]);
  expect(upsertProblems({ ...SOUND, timeout: undefined })).toEqual([]);
  expect(tablesArgument(tables(200), 'mysql-binlog').length).toBeLessThan(100_000);
  expect(upsertProblems({ ...SOUND, datasets: tables(200) })).toEqual([]);
});

describe('fails', () => {
  test.each([
    ['no table', { datasets: [] }, '`datasets` must name at least one table, got: []'],
    [
      'two datasets with one table',
      { datasets: [DATASETS.customer, { ...DATASETS.customer, table: 'Customer' }] },
      '`datasets` must have tables of their own, got twice: salesdb_customer',
    ],
    [
      'tables of two sources',
      { datasets: [DATASETS.customer, { ...DATASETS.supplier, source: 'crm' }] },
      '`datasets` must be of one source, whose snapshots the job is told of, got: salesdb, crm',
    ],
    [
      'a table in the place of a side table',
      { datasets: [DATASETS.customer, { ...DATASETS.customer, table: 'Customer__Deleted' }] },
      '`datasets` must leave the name of a side table free, got: salesdb_customer__deleted',
    ],
    [
      'a dataset without columns',
      { datasets: [{ ...DATASETS.customer, columns: {} }] },
      '`datasets.salesdb_customer.columns` must declare at least one column: types of values are never guessed at, got: {}',
    ],
    ['one worker', { workers: 1 }, '`workers` must be a whole number of at least 2, one of them the driver, got: 1'],
    ['half a worker', { workers: 2.5 }, '`workers` must be a whole number of at least 2'],
    ['no time', { timeout: Duration.minutes(0) }, '`timeout` must be 1 to 10080 whole minutes, got: 0 minutes'],
    ['seconds', { timeout: Duration.seconds(90) }, '`timeout` must be 1 to 10080 whole minutes, got: 1.5 minutes'],
    ['more than a week', { timeout: Duration.days(8) }, '`timeout` must be 1 to 10080 whole minutes, got: 11520'],
  ])('for %s', (_, changes, message) => {
    expect(upsertProblems({ ...SOUND, ...changes })).toEqual([expect.stringContaining(message)]);
  });

  test('for more tables than fit into an argument', () => {
    const datasets = tables(400);
    expect(upsertProblems({ ...SOUND, datasets })).toEqual([
      '`datasets` must be described in at most 100000 characters, as an argument of the job; ' +
        `a second job can take some of them, got: ${tablesArgument(datasets, 'mysql-binlog').length} characters for 400 tables`,
    ]);
  });
});
