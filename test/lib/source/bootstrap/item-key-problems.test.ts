import { columnFindings } from '../../../../lib/source/bootstrap/column-findings';
import { itemKeyProblems } from '../../../../lib/source/bootstrap/item-key-problems';

const table = (itemKeys: Readonly<Record<string, 'N' | 'S'>>) => ({
  schema: 'shop',
  table: 'orders',
  keyColumns: ['id'],
  columns: { id: 'STRING' },
  itemKeys,
});
const column = (columnType: string, columnName = 'id') => ({
  columnName,
  dataType: columnType.replace(/[( ].*/, ''),
  columnType,
});

test.each([
  ['int', 'N'],
  ['tinyint(1)', 'N'],
  ['bigint', 'N'],
  ['mediumint unsigned', 'N'],
  ['year', 'N'],
  ['double', 'N'],
  ['bigint unsigned', 'S'],
  ['bigint(20) unsigned zerofill', 'S'],
  ['decimal(10,0)', 'S'],
  ['varchar(36)', 'S'],
  ['date', 'S'],
  ['binary(16)', 'S'],
  ['bit(8)', 'S'],
] as const)('an item is found by %s as it arrives', (type, form) => {
  expect(itemKeyProblems(table({ id: form }), [column(type)])).toEqual([]);
  expect(itemKeyProblems(table({ id: form === 'N' ? 'S' : 'N' }), [column(type)])).toHaveLength(1);
});

test('a number that was declared as something wider is no key of a text', () => {
  expect(columnFindings(table({ id: 'S' }), [column('int')]).problems).toEqual([
    'the key of items of shop.orders must be of the type that id arrives as, a number; declare the column as such before its table of items is made, got: a text for int',
  ]);
});

test('what is true or false finds no item', () => {
  expect(itemKeyProblems(table({ id: 'S' }), [column('bit(1)')])).toEqual([
    'the key of items of shop.orders must be of the type that id arrives as, which is none that a key can have; declare the column as such before its table of items is made, got: a text for bit(1)',
  ]);
});

test('events have the names of the source, letter by letter', () => {
  expect(itemKeyProblems(table({ id: 'N' }), [column('int', 'ID'), column('int', 'SITE')])).toEqual([
    'the key of items of shop.orders must be a column as the source spells it now (ID, SITE); say so in `keys` of the pipeline, got: id',
  ]);
  expect(itemKeyProblems(table({ ID: 'N' }), [column('int', 'ID')])).toEqual([]);
});

test('of a table that is not there, and of one without items, nothing is said', () => {
  expect(itemKeyProblems(table({ id: 'N' }), [])).toEqual([]);
  expect(itemKeyProblems({ ...table({}), itemKeys: undefined }, [column('int')])).toEqual([]);
});
