import type { PostgresColumn } from '../../../../lib/source/bootstrap/postgres-columns';
import { type DeclareOptions, declareTable } from '../../../../lib/source/declare/declare-table';
import type { DescribedTable } from '../../../../lib/source/declare/described-table';
import { MYSQL_TYPES } from '../../../../lib/source/declare/mysql-types';
import { POSTGRES_TYPES } from '../../../../lib/source/declare/postgres-types';

const ORDER: DescribedTable = {
  schema: 'shop',
  table: 'ORDER',
  kind: 'BASE TABLE',
  keyRows: [{ columnName: 'LINE' }, { columnName: 'order id' }],
  columns: [
    { columnName: 'order id', dataType: 'bigint', columnType: 'bigint' },
    { columnName: 'LINE', dataType: 'int', columnType: 'int' },
  ],
  untoldColumns: [],
  cascades: [],
  problems: [],
  types: MYSQL_TYPES,
};
/** The same in PostgreSQL. */
const OF_POSTGRES: Partial<DescribedTable> = {
  columns: [
    { columnName: 'order id', dataType: 'int8', columnType: 'bigint' },
    { columnName: 'LINE', dataType: 'int4', columnType: 'integer' },
  ],
  types: POSTGRES_TYPES,
};
const MADE: PostgresColumn = { columnName: 'Made', dataType: 'text', columnType: 'text', generated: true };
const CASCADE = { constraintName: 'fk', deleteRule: 'SET NULL', updateRule: 'NO ACTION' };

function declare(changes: Partial<DescribedTable>, options: DeclareOptions = { acknowledgeCascades: false }) {
  return declareTable({ ...ORDER, ...changes }, options, new Set());
}

test('a table is declared with its key in key order, by the names that its columns have in the lake', () => {
  expect(declare({})).toEqual({
    table: {
      schema: 'shop',
      table: 'ORDER',
      keyColumns: ['LINE', 'order_id'],
      columns: { order_id: { type: 'BIGINT', from: 'order id' }, LINE: 'INT' },
    },
  });
});

test('what the log does not tell is left out of the capture', () => {
  const columns = [...(OF_POSTGRES.columns ?? []), MADE];
  expect(declare({ ...OF_POSTGRES, columns, untoldColumns: ['Made'] })).toEqual({
    table: {
      schema: 'shop',
      table: 'ORDER',
      keyColumns: ['LINE', 'order_id'],
      columns: { order_id: { type: 'BIGINT', from: 'order id' }, LINE: 'INT' },
      excludedColumns: ['Made'],
    },
  });
});

test('cascades are acknowledged for tables that have some, and for no others', () => {
  expect(declare({ cascades: [CASCADE] }, { acknowledgeCascades: true })).toMatchObject({
    table: { foreignKeyCascades: 'acknowledged' },
  });
  const { table } = declare({}, { acknowledgeCascades: true }) as { table: object };
  expect(table).not.toHaveProperty('foreignKeyCascades');
});

test.each<[string, Partial<DescribedTable>, string]>([
  ['a view', { kind: 'VIEW' }, 'is a view: its rows are those of tables'],
  ['a partition', { kind: 'PARTITION' }, 'is a partition: its rows are those of its parent'],
  ['an unlogged one', { kind: 'UNLOGGED TABLE' }, 'is an unlogged table: its rows are in no log'],
  ['that the log tells wrongly', { problems: ['it must not be so'] }, 'it must not be so'],
  [
    'whose key is made of others',
    { columns: [MADE], keyRows: [{ columnName: 'Made' }], untoldColumns: ['Made'], types: POSTGRES_TYPES },
    'its primary key has Made, made of other columns, which the log does not tell',
  ],
  ['without a key', { keyRows: [{ columnName: null }] }, 'has no primary key'],
  ['whose columns are hidden', { columns: [] }, 'none of its columns may be seen: grant SELECT on it'],
  ['with a dot in its name', { table: 'a.b' }, 'its name must be 1 to 64 letters'],
  ['with a cascade', { cascades: [CASCADE] }, 'ON DELETE SET NULL; --acknowledge-cascades says so of every such table'],
  [
    'with a text that the log tells otherwise',
    {
      columns: [...ORDER.columns, { columnName: 'T', dataType: 'text', columnType: 'text', characterSet: 'gbk' }],
    },
    'must be in another character set',
  ],
])('a table %s is left out', (_, changes, reason) => {
  expect(declare(changes)).toEqual({ leftOut: [expect.stringContaining(reason)] });
});
