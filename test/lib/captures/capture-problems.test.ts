import { Size } from 'aws-cdk-lib';
import { captureProblems } from '../../../lib/captures/capture-problems';
import type { DatabaseCapture, GeneratedOrders } from '../../../lib/config/capture';
import type { DatabaseConfig, EnvironmentConfig, MadeDatabase } from '../../../lib/config/environment';
import { ORDERS, SMALL } from '../../fixtures/environments';
import { STRANGER } from '../../fixtures/stranger';

function capture(changes: object): EnvironmentConfig {
  return { ...SMALL, captures: { sales: { ...sales, ...changes } } };
}

function orders(changes: Partial<GeneratedOrders>): EnvironmentConfig {
  return { ...SMALL, captures: { sales, orders: { ...ORDERS, ...changes } } };
}

function database(changes: Partial<MadeDatabase>): EnvironmentConfig {
  return { ...SMALL, databases: { sales: { ...(SMALL.databases['sales'] as MadeDatabase), ...changes } } };
}

const { captures, databases, pipelines } = SMALL;
const EXISTING = { ...STRANGER.databases['shop'], tables: databases['sales']?.tables } as DatabaseConfig;
const sales = captures['sales'] as DatabaseCapture;
const POSTGRES: Partial<MadeDatabase> = {
  engine: 'postgres',
  binlogRetention: undefined,
  slotWalLimit: Size.gibibytes(8),
};
const { readerId: _, ...unnumbered } = sales;
const tables = databases['sales']?.tables ?? {};

test('several captures of one database, each with a part of its tables, are sound', () => {
  const both = {
    some: { ...sales, tables: ['customer'] },
    all: { ...sales, readerId: 2 },
  };
  expect(captureProblems({ ...SMALL, captures: both })).toEqual([]);
});

test('orders that nobody placed need no database', () => {
  expect(captureProblems(orders({}))).toEqual([]);
  expect(captureProblems(orders({ orders: 7, seed: -1, tasks: 2, partitions: 3 }))).toEqual([]);
});

test('one topic for all tables may hold tables that nobody declared', () => {
  expect(captureProblems(capture({ sharedTopic: {} }))).toEqual([]);
  expect(captureProblems(capture({ sharedTopic: { partitions: 6, undeclaredTables: 'capture' } }))).toEqual([]);
  expect(captureProblems({ ...database(POSTGRES), captures: { sales: { ...unnumbered, sharedTopic: {} } } })).toEqual(
    [],
  );
});

test('a reader of PostgreSQL has no number', () => {
  expect(captureProblems({ ...database(POSTGRES), captures: { sales: unnumbered } })).toEqual([]);
});

describe('fails', () => {
  test.each<[string, EnvironmentConfig, string]>([
    [
      'a pipeline that is called as the connector of a capture',
      { ...SMALL, pipelines: { 'sales-cdc': pipelines['raw'] as never } },
      '`pipelines` must have names that no connector of a capture has, got: sales-cdc',
    ],
    [
      'two readers of one server with one id, which has two keys here',
      {
        ...SMALL,
        databases: { sales: EXISTING, crm: EXISTING },
        captures: { sales, crm: { ...sales, database: 'crm' } },
      },
      '`captures.crm.readerId` must be its own among the readers of crm (sales has it), got: 1',
    ],
    [
      'a capture of nothing',
      { ...SMALL, captures: { sales, crm: { ...sales, database: 'crm' } } },
      '`captures.crm.database` must be one of sales, got: crm',
    ],
    [
      'an unknown table',
      capture({ tables: [...Object.keys(tables), 'customers'] }),
      '`captures.sales.tables` must be one of customer, customerSite,',
    ],
    [
      'a table named twice',
      capture({ tables: [...Object.keys(tables), 'customer'] }),
      '`captures.sales.tables` must name each table once, got twice: customer',
    ],
    [
      'two tables with one topic',
      database({
        tables: {
          ...tables,
          dollar: { ...tables['customer'], table: 'sys$log', lakeName: 'dollar' } as never,
          at: { ...tables['customer'], table: 'sys@log', lakeName: 'at' } as never,
        },
      }),
      '`captures.sales.tables` must have topics of their own; a capture for one of them gives it another, got: sales.salesdb.sys_log of dollar and at',
    ],
    [
      'a topic without a partition',
      capture({ sharedTopic: { partitions: 0 } }),
      '`captures.sales.sharedTopic.partitions` must be a whole number of at least 1, got: 0',
    ],
    [
      'undeclared tables of PostgreSQL',
      { ...database(POSTGRES), captures: { sales: { ...unnumbered, sharedTopic: { undeclaredTables: 'capture' } } } },
      "`captures.sales.sharedTopic.undeclaredTables` must be leave, for PostgreSQL's publication is of declared tables, got: capture",
    ],
    [
      'undeclared tables of two schemas that could have one name in the lake',
      {
        ...database({ tables: { ...tables, more: { ...tables['customer'], schema: 'salesdb_eu' } as never } }),
        captures: { sales: { ...sales, sharedTopic: { undeclaredTables: 'capture' } } },
      },
      "`captures.sales.sharedTopic.undeclaredTables` must be leave where one schema's name begins as another's in the lake, for two tables could have one name there, got: salesdb and salesdb_eu",
    ],
    [
      'a number for a reader of PostgreSQL',
      database(POSTGRES),
      '`captures.sales.readerId` must be left out, for PostgreSQL knows readers by their slots, got: 1',
    ],
    [
      'a reader of PostgreSQL whose slot has too long a name',
      {
        ...database(POSTGRES),
        name: 'a-long-name-of-twenty',
        captures: { ['a'.repeat(40)]: unnumbered },
      },
      '` must name a replication slot of at most 63 characters, got: tributary_a_long_name_of_twenty_aaa',
    ],
    [
      'a reader of MySQL without a number',
      { ...SMALL, captures: { sales: unnumbered } },
      '`captures.sales.readerId` must be a whole number from 1 to 4294967295, got: none',
    ],
    [
      'no id',
      capture({ readerId: 0 }),
      '`captures.sales.readerId` must be a whole number from 1 to 4294967295, got: 0',
    ],
    [
      'two readers with one id',
      { ...SMALL, captures: { sales, more: sales } },
      '`captures.more.readerId` must be its own among the readers of sales (sales has it), got: 1',
    ],
    ...[' \n', 'ALTER  TABLE t\nADD c INT'].map((statement): [string, EnvironmentConfig, string] => [
      `a statement that is read in two ways, or none: ${JSON.stringify(statement)}`,
      capture({
        statements: [
          { statement: 'ALTER TABLE t ADD c INT', readAs: '' },
          { statement, readAs: 'ALTER TABLE t ADD c BIGINT' },
        ],
      }),
      '`captures.sales.statements[1].statement` must be ',
    ]),
    [
      'a pipeline that is called as the connector of generated orders',
      { ...orders({}), pipelines: { 'orders-generator': pipelines['raw'] as never } },
      '`pipelines` must have names that no connector of a capture has, got: orders-generator',
    ],
    [
      'orders that never come',
      orders({ ordersPerSecond: 0 }),
      '`captures.orders.ordersPerSecond` must be a whole number of at least 1, got: 0',
    ],
    [
      'more orders than the connector makes',
      orders({ ordersPerSecond: 1_000_001 }),
      '`captures.orders.ordersPerSecond` must be at most 1000000, got: 1000001',
    ],
    ['no orders', orders({ orders: 0 }), '`captures.orders.orders` must be a whole number of at least 1, got: 0'],
    ['no tasks', orders({ tasks: 0.5 }), '`captures.orders.tasks` must be a whole number of at least 1, got: 0.5'],
    ['no partitions', orders({ partitions: -1 }), '`captures.orders.partitions` must be a whole number of at least 1'],
    ['a seed that is none', orders({ seed: 0.5 }), '`captures.orders.seed` must be a whole number, got: 0.5'],
  ])('for %s', (_, config, message) => {
    expect(captureProblems(config)).toEqual([expect.stringContaining(message)]);
  });
});
