import {
  archivePrefix,
  type Dataset,
  datasetProblems,
  deletedTableName,
  tableId,
  tableName,
  tableNamePrefix,
  topicName,
} from '../../connectors/dataset';
import { DATASETS } from '../../lib/config/datasets';

const customer: Dataset = {
  source: 'salesdb',
  schema: 'Sales',
  table: 'CUSTOMER',
  keyColumns: ['CUST_ID'],
  columns: { CUST_ID: 'BIGINT', NAME: 'STRING' },
};

describe('names', () => {
  test('follow from source, schema and table', () => {
    expect(tableId(customer)).toBe('Sales.CUSTOMER');
    expect(topicName(customer)).toBe('salesdb.Sales.CUSTOMER');
    expect(archivePrefix(customer)).toBe('salesdb.Sales.CUSTOMER');
  });

  test('are lower case in the lake', () => {
    expect(tableName(customer)).toBe('sales_customer');
    expect(deletedTableName(customer)).toBe('sales_customer__deleted');
    expect(tableNamePrefix(customer)).toBe('sales_');
  });
});

describe('datasetProblems', () => {
  test.each(Object.entries(DATASETS))('%s is sound', (key, dataset) => {
    expect(datasetProblems(key, dataset)).toEqual([]);
  });

  test('every policy and epoch that there is, is sound', () => {
    for (const truncate of ['apply', 'ignore', 'fail'] as const) {
      expect(datasetProblems('customer', { ...customer, truncate, epoch: 9999 })).toEqual([]);
    }
  });

  test('fails for a table without a key', () => {
    expect(datasetProblems('customer', { ...customer, keyColumns: [] })).toEqual([
      '`datasets.customer.keyColumns` must name at least one column: without a key no change can be merged, got: []',
    ]);
  });

  test.each(['source', 'schema', 'table'] as const)('fails for an illegal %s', (property) => {
    expect(datasetProblems('customer', { ...customer, [property]: 'a b' })).toEqual([
      `\`datasets.customer.${property}\` must be a letter or _ followed by up to 62 letters, digits or _, got: a b`,
    ]);
  });

  test.each([0, -1, 1.5])('fails for %d partitions', (partitions) => {
    expect(datasetProblems('customer', { ...customer, partitions })).toEqual([
      `\`datasets.customer.partitions\` must be a whole number of at least 1, got: ${partitions}`,
    ]);
  });

  test.each([-1, 1.5, 10_000])('fails for epoch %d', (epoch) => {
    expect(datasetProblems('customer', { ...customer, epoch })).toEqual([
      `\`datasets.customer.epoch\` must be a whole number from 0 to 9999, got: ${epoch}`,
    ]);
  });

  test('fails for an unknown policy', () => {
    expect(datasetProblems('customer', { ...customer, truncate: 'empty' as 'apply' })).toEqual([
      '`datasets.customer.truncate` must be one of apply, ignore, fail, got: empty',
    ]);
  });

  test.each([
    ['no columns', {}, '` must declare at least one column: types of values are never guessed at, got: {}'],
    ['no type of its key', { NAME: 'STRING' }, '` must declare every column of `keyColumns`, got none for: CUST_ID'],
    ['an illegal name', { CUST_ID: 'INT', 'A-B': 'INT' }, '` must be named by a letter or _ followed by up to 62'],
    ['a name of ours', { CUST_ID: 'INT', __position: 'INT' }, '` must not begin with __, which is kept for columns of'],
    ['names that differ in case', { CUST_ID: 'INT', cust_id: 'INT' }, '` must differ in more than case'],
    ['an unknown type', { CUST_ID: 'INT', NAME: 'VARCHAR(9)' }, '.NAME` must be BOOLEAN, TINYINT'],
  ])('fails for %s', (_, columns, message) => {
    expect(datasetProblems('customer', { ...customer, columns: columns as Dataset['columns'] })).toEqual([
      expect.stringContaining(`\`datasets.customer.columns${message}`),
    ]);
  });
});
