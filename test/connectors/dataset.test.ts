import {
  archivePrefix,
  type Dataset,
  deletedTableName,
  followedTopics,
  tableId,
  tableName,
  tableNamePrefix,
  tableProblems,
  topicName,
} from '../../connectors/dataset';
import { DATASETS } from '../fixtures/datasets';

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
    expect(archivePrefix(topicName(customer))).toBe('salesdb.Sales.CUSTOMER');
  });

  test('of topics that are read: one per table, and one more per source', () => {
    expect(followedTopics([customer, { ...customer, table: 'ORDER' }, { ...customer, source: 'crm' }])).toEqual([
      'salesdb.Sales.CUSTOMER',
      'salesdb.Sales.ORDER',
      'crm.Sales.CUSTOMER',
      'notifications.salesdb',
      'notifications.crm',
    ]);
  });

  test('are lower case in the lake', () => {
    expect(tableName(customer)).toBe('sales_customer');
    expect(deletedTableName(customer)).toBe('sales_customer__deleted');
    expect(tableNamePrefix(customer)).toBe('sales_');
  });
});

describe('tableProblems', () => {
  test.each(Object.entries(DATASETS))('%s is sound', (key, dataset) => {
    expect(tableProblems(key, dataset)).toEqual([]);
  });

  test('every policy that there is, is sound', () => {
    for (const truncate of ['apply', 'ignore', 'fail'] as const) {
      for (const unknownServer of ['fail', 'follow'] as const) {
        expect(tableProblems('datasets.customer', { ...customer, truncate, unknownServer, badLines: 10 })).toEqual([]);
      }
    }
  });

  test('what the log of the source may keep to itself can be said', () => {
    const said = { ...customer, zeroDates: 'null', foreignKeyCascades: 'acknowledged' } as const;
    expect(tableProblems('datasets.customer', said)).toEqual([]);
  });

  test('epochs are those of its own topic', () => {
    expect(tableProblems('datasets.customer', { ...customer, partitions: 2, epochs: [{ 0: 7, 1: 9 }] })).toEqual([]);
    expect(tableProblems('datasets.customer', { ...customer, epochs: [{ 0: 7, 1: 9 }] })).toEqual([
      '`datasets.customer.epochs[0]` must have offsets of partitions of the topic (0), got: 0, 1',
    ]);
  });

  test('fails for a table without a key', () => {
    expect(tableProblems('datasets.customer', { ...customer, keyColumns: [] })).toEqual([
      '`datasets.customer.keyColumns` must name at least one column: without a key no change can be merged, got: []',
    ]);
  });

  test.each(['schema', 'table'] as const)('fails for an illegal %s', (property) => {
    expect(tableProblems('datasets.customer', { ...customer, [property]: 'a b' })).toEqual([
      `\`datasets.customer.${property}\` must be a letter or _ followed by up to 62 letters, digits or _, got: a b`,
    ]);
  });

  test.each([0, -1, 1.5])('fails for %d partitions', (partitions) => {
    expect(tableProblems('datasets.customer', { ...customer, partitions })).toEqual([
      `\`datasets.customer.partitions\` must be a whole number of at least 1, got: ${partitions}`,
    ]);
  });

  test.each([
    ['truncate', 'empty', 'must be one of apply, ignore, fail, got: empty'],
    ['unknownServer', 'ignore', 'must be one of fail, follow, got: ignore'],
    ['zeroDates', 'epoch', 'must be one of fail, null, got: epoch'],
    ['foreignKeyCascades', 'ignore', 'must be one of fail, acknowledged, got: ignore'],
    ['badLines', -1, 'must be a whole number of at least 0, got: -1'],
    ['badLines', 0.5, 'must be a whole number of at least 0, got: 0.5'],
  ])('fails for `%s` %p', (property, value, message) => {
    expect(tableProblems('datasets.customer', { ...customer, [property]: value })).toEqual([
      `\`datasets.customer.${property}\` ${message}`,
    ]);
  });

  test('fails for what columns may not be', () => {
    expect(tableProblems('datasets.customer', { ...customer, columns: { NAME: 'STRING' } })).toEqual([
      '`datasets.customer.columns` must declare every column of `keyColumns`, got none for: CUST_ID',
    ]);
  });
});
