import { type DeclareOptions, declareTable } from '../../../../lib/source/declare/declare-table';
import type { DescribedTable } from '../../../../lib/source/declare/described-table';
import { MYSQL_TYPES } from '../../../../lib/source/declare/mysql-types';

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

test('cascades are acknowledged for tables that have some, and for no others', () => {
  expect(declare({ cascades: [CASCADE] }, { acknowledgeCascades: true })).toMatchObject({
    table: { foreignKeyCascades: 'acknowledged' },
  });
  const { table } = declare({}, { acknowledgeCascades: true }) as { table: object };
  expect(table).not.toHaveProperty('foreignKeyCascades');
});

test.each<[string, Partial<DescribedTable>, string]>([
  ['a view', { kind: 'VIEW' }, 'is a view: its rows are those of tables'],
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
