import type { DatabaseCapture } from '../../../lib/config/capture';
import type { DatabaseConfig, EnvironmentConfig, MadeDatabase } from '../../../lib/config/environment';
import { environmentProblems, neighbourProblems } from '../../../lib/config/environment-problems';
import { SMALL } from '../../fixtures/environments';

function capture(changes: object): EnvironmentConfig {
  return { ...SMALL, captures: { sales: { ...(SMALL.captures['sales'] as DatabaseCapture), ...changes } } };
}

function database(changes: Partial<MadeDatabase>): EnvironmentConfig {
  return { ...SMALL, databases: { sales: { ...(SMALL.databases['sales'] as MadeDatabase), ...changes } } };
}

const { captures, databases, pipelines } = SMALL;
const sales = captures['sales'] as DatabaseCapture;
const tables = databases['sales']?.tables ?? {};

test('several captures of one database, each with a part of its tables, are sound', () => {
  const both = {
    some: { ...sales, tables: ['customer'] },
    all: { ...sales, readerId: 2 },
  };
  expect(environmentProblems({ ...SMALL, captures: both })).toEqual([]);
});

test('environments whose names could begin alike are refused, for so begin those of what they run', () => {
  const named = (...names: string[]): EnvironmentConfig[] => names.map((name) => ({ ...SMALL, name }));
  expect(neighbourProblems(named('dev', 'development', 'prod'))).toEqual([]);
  expect(neighbourProblems(named('dev', 'dev-eu', 'dev'))).toEqual([
    '`ENVIRONMENTS` must have names of which none begins another before a -, for so begin the names of what they run, got: dev and dev-eu',
    '`ENVIRONMENTS` must have names of their own, got twice: dev',
    '`ENVIRONMENTS` must have names of which none begins another before a -, for so begin the names of what they run, got: dev and dev-eu',
  ]);
});

test('epochs of a table are offsets of the topic that its records are in', () => {
  const { customer } = tables;
  const config = database({ tables: { ...tables, customer: { ...customer, epochs: [{ 2: 7 }] } as never } });
  const shared = { ...config, captures: { sales: { ...sales, sharedTopic: { partitions: 3 } } } };
  expect(environmentProblems(shared)).toEqual([]);
  expect(environmentProblems(config)).toEqual([
    expect.stringContaining('must have offsets of partitions of the topic'),
  ]);
});

describe('fails', () => {
  test.each<[string, EnvironmentConfig, string]>([
    ['an illegal name', { ...SMALL, name: 'Dev' }, '`name` must be a lower-case letter followed by up to 19 letters'],
    ['an illegal account', { ...SMALL, account: '1234' }, '`account` must be 12 digits, got: 1234'],
    [
      'a key that no stack can have',
      { ...SMALL, pipelines: { raw_data: pipelines['raw'] as never } },
      '`pipelines` must be named by a letter followed by up to 39 letters, digits or -, got: raw_data',
    ],
    [
      'a key that could be a group of another',
      { ...SMALL, captures: { sales, 'sales-2': { ...sales, readerId: 2 } } },
      '`captures` must not end in - and a number, which tells groups of tables apart, got: sales-2',
    ],
    [
      'keys that differ in case',
      { ...SMALL, captures: { sales, Sales: { ...sales, readerId: 2 } } },
      '`captures` must have names that differ in more than case, got: Sales',
    ],
    [
      'a pipeline that is called as a capture',
      { ...SMALL, pipelines: { sales: pipelines['raw'] as never } },
      '`pipelines` must have names that no capture has, got: sales',
    ],
    [
      'a database that nobody reads',
      { ...SMALL, databases: { ...databases, crm: databases['sales'] as DatabaseConfig } },
      '`databases.crm` must be read by a capture, or it is paid for without use, got: none of `captures`',
    ],
    [
      'a table that nobody captures',
      capture({ tables: Object.keys(tables).filter((key) => key !== 'supplier') }),
      '`databases.sales.tables` must be captured by someone, got: supplier',
    ],
    [
      'epochs of a table in two topics',
      {
        ...database({ tables: { ...tables, customer: { ...tables['customer'], epochs: [{ 0: 7 }] } as never } }),
        captures: { sales, all: { ...sales, readerId: 2 } },
      },
      '`databases.sales.tables.customer.epochs` must be of a table that one capture reads, for they are offsets of its topic, got: sales and all',
    ],
    [
      'one table under two keys',
      database({ tables: { ...tables, again: tables['customer'] as never } }),
      '`databases.sales.tables` must declare each table once, got twice: salesdb.CUSTOMER',
    ],
    [
      'a table without a key',
      database({
        tables: { ...tables, log: { schema: 'salesdb', table: 'LOG', keyColumns: [], columns: { A: 'INT' } } },
      }),
      '`databases.sales.tables.log.keyColumns` must name at least one column',
    ],
    [
      'a name that the lake cannot have',
      database({ tables: { ...tables, customer: { ...tables['customer'], lakeName: 'Customer' } as never } }),
      '`databases.sales.tables.customer.lakeName` must be a lower-case letter followed by',
    ],
  ])('for %s', (_, config, message) => {
    expect(environmentProblems(config)).toEqual([expect.stringContaining(message)]);
  });
});
