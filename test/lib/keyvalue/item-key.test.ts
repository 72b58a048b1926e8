import type { ColumnType } from '../../../connectors/column-type';
import type { Dataset } from '../../../connectors/dataset';
import { itemKey, itemKeyProblems, keyType } from '../../../lib/keyvalue/item-key';

const LINE: Dataset = {
  source: 'shop',
  schema: 'shop',
  table: 'lines',
  keyColumns: ['order_id', 'line'],
  columns: {
    order_id: 'BIGINT',
    line: 'INT',
    paid: 'BOOLEAN',
    unit_price: { type: 'DECIMAL(10,2)', from: 'unit price' },
    note: { type: 'STRING', dropped: true },
  },
};
const ORDER: Dataset = { ...LINE, keyColumns: ['order_id'] };

test('the key is the primary key, or the one that was said', () => {
  expect(itemKey(ORDER, undefined)).toEqual({ hash: 'order_id' });
  expect(itemKey(LINE, undefined)).toEqual({ hash: 'order_id', sort: 'line' });
  expect(itemKey(LINE, { hash: 'line', sort: 'order_id' })).toEqual({ hash: 'line', sort: 'order_id' });
});

test.each<[ColumnType, string | undefined]>([
  ['TINYINT', 'N'],
  ['BIGINT', 'N'],
  ['DOUBLE', 'N'],
  ['STRING', 'S'],
  ['DECIMAL(20,0)', 'S'],
  ['DATE', 'S'],
  ['TIMESTAMP', 'S'],
  ['BINARY', 'S'],
  ['BOOLEAN', undefined],
])('%s is as events hold it', (type, expected) => {
  expect(keyType({ ...ORDER, columns: { order_id: type } }, 'order_id')).toBe(expected);
});

test('sound keys: those of tables, and with further fields', () => {
  expect(itemKeyProblems('keys.a', ORDER, undefined)).toEqual([]);
  expect(itemKeyProblems('keys.a', LINE, undefined)).toEqual([]);
  expect(itemKeyProblems('keys.a', ORDER, { hash: 'unit price', sort: 'order_id' })).toEqual([]);
});

const RENAMED: Dataset = { ...ORDER, columns: { order_id: { type: 'BIGINT', from: 'orderId' } } };

test('a column that the source calls otherwise is a key by the name that it has there', () => {
  expect(itemKeyProblems('keys.a', RENAMED, { hash: 'orderId' })).toEqual([]);
  expect(keyType(RENAMED, 'orderId')).toBe('N');
});

test.each([
  [
    'a key of three columns',
    { ...LINE, keyColumns: ['order_id', 'line', 'paid'] },
    undefined,
    "`keys.a` must be of a table whose primary key has at most 2 columns, which is what an item's key has, got: order_id, line, paid of shop.lines",
  ],
  [
    'no column',
    ORDER,
    { hash: 'order_id', sort: 'x' },
    '`keys.a.sort` must be a column of shop.lines (order_id, line, paid, unit_price, note), got: x',
  ],
  [
    'a column that is gone',
    ORDER,
    { hash: 'order_id', sort: 'note' },
    '`keys.a.sort` must be a column that the source has, got: note',
  ],
  [
    'what is true or false',
    ORDER,
    { hash: 'order_id', sort: 'paid' },
    '`keys.a.sort` must be of a type that a key can have (number or text), got: BOOLEAN of paid',
  ],
  [
    'one field twice',
    ORDER,
    { hash: 'order_id', sort: 'order_id' },
    '`keys.a.sort` must be another field than `hash`, got: order_id',
  ],
  [
    'a part of the primary key',
    LINE,
    { hash: 'order_id' },
    "`keys.a` must have every column of the table's primary key, or two rows would be one item, got none for: line of shop.lines",
  ],
  [
    'a column that the source calls otherwise',
    RENAMED,
    undefined,
    '`keys.a.hash` must say what the source calls the column, for items have the names of events, got: order_id',
  ],
])('%s is refused', (_, dataset, said, problem) => {
  expect(itemKeyProblems('keys.a', dataset, said)).toEqual([problem]);
});
