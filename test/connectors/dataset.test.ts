import {
  archivePrefix,
  type Dataset,
  followedTopics,
  sideTableNames,
  tableId,
  tableName,
  tableNamePrefix,
  topicName,
  topicNamePrefix,
} from '../../connectors/dataset';
import { tableProblems } from '../../connectors/table-problems';
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
    expect(sideTableNames(customer)).toEqual(['sales_customer__deleted', 'sales_customer__progress']);
    expect(tableNamePrefix(customer)).toBe('sales_');
  });
});

describe('names of a source that others cannot have', () => {
  const odd = { ...customer, schema: 'Sales-DB', table: '2024 größe$log' };

  test('are told apart as Debezium, Kafka and the lake can', () => {
    expect(topicName(odd)).toBe('salesdb.Sales-DB.2024_gr__e_log');
    expect(topicNamePrefix({ ...odd, schema: 'sales db' })).toBe('salesdb.sales_db.');
    expect(tableName(odd)).toBe('sales_db_2024_gr__e_log');
    expect(tableNamePrefix(odd)).toBe('sales_db_');
  });

  test('need a name for the lake where they make none', () => {
    expect(tableProblems('t', odd)).toEqual([]);
    expect(tableProblems('t', { ...odd, schema: '2024' })).toEqual([
      '`t.lakeName` must be given where schema and table make none (a lower-case letter followed by up to 128 lower-case letters, digits or _), got: 2024_2024_gr__e_log',
    ]);
    expect(tableProblems('t', { ...odd, schema: '2024', lakeName: 'sizes' })).toEqual([]);
  });

  test('may be as long as MySQL lets them be', () => {
    expect(tableProblems('t', { ...customer, schema: 's'.repeat(64), table: 't'.repeat(64) })).toEqual([]);
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

  test('columns that nobody wants are none that are declared', () => {
    const problems = (excludedColumns: string[]): string[] =>
      tableProblems('datasets.customer', { ...customer, excludedColumns });
    expect(problems(['PHONE', 'a, b'])).toEqual([]);
    expect(problems(['name', '', 'PHONE', 'phone'])).toEqual([
      '`datasets.customer.excludedColumns` must not be a column that is declared, got: name',
      '`datasets.customer.excludedColumns` must be 1 to 64 characters without NUL, got: ""',
      '`datasets.customer.excludedColumns` must name each column once, got twice: phone',
    ]);
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

  describe.each(['schema', 'table'] as const)('fails for an illegal %s', (property) => {
    test.each(['', 'a.b', 'a,b', ' a', 'a ', 'a`b', "it's", 'a\\b', 'a*', 'a\tb', 'x'.repeat(65)])('%j', (name) => {
      expect(tableProblems('datasets.customer', { ...customer, lakeName: 'customer', [property]: name })).toEqual([
        `\`datasets.customer.${property}\` must be 1 to 64 letters, digits, _, -, $, # or @, and may have blanks between them, got: ${JSON.stringify(name)}`,
      ]);
    });
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
