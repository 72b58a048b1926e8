import type { Form } from '../../../../local/proofs/canonical-value';
import type { Item } from '../../../../local/proofs/items/attribute-text';
import { compareItems } from '../../../../local/proofs/items/compare-items';
import { type Row, rowKey } from '../../../../local/proofs/rows';
import type { SourceRows } from '../../../../local/proofs/source-log';

const column = (name: string, form: Form, path?: readonly string[]) => ({
  name,
  form,
  ...(path === undefined ? {} : { path }),
});
const rowsOf = (...rows: readonly Row[]): SourceRows => ({
  table: {
    schema: 's',
    table: 't',
    topic: 's.t',
    ownTopic: 's.t',
    key: ['ID'],
    columns: [
      column('ID', 'number'),
      column('SITE', 'number'),
      column('TOTAL', 'number'),
      column('place.city', 'text', ['place', 'city']),
    ],
  },
  rows: new Map(rows.map((row) => [rowKey([row[0]]), row])),
});
const SOURCE = rowsOf(['9007199254740993', '1', '1.5', 'Rome'], ['2', '1', null, '']);
const KEYS = { key: ['ID', 'SITE'], delimiter: undefined };

const item = (id: string, site: string, more: Item = {}): Item => ({
  ID: { N: id },
  SITE: { N: site },
  TOTAL: { N: '1.50' },
  place: { M: { city: { S: 'Rome' } } },
  __position: { S: '1' },
  ...more,
});
const [first, second] = [
  item('9007199254740993', '1'),
  item('2', '1', { TOTAL: { NULL: true }, place: { M: { city: { S: '' } } } }),
] as const;
const deleted = item('3', '1', { __deleted: { BOOL: true } });

test('items with the values of their rows are equal; those that stand for rows that are gone are none', () => {
  expect(compareItems(SOURCE, [second, first, deleted], KEYS)).toEqual({
    rows: 2,
    attributes: ['ID', 'SITE', 'TOTAL', 'place', '__position'],
    problems: [],
    count: 0,
    examples: [],
  });
});

test('members that were made flat are found by their joined names, and nowhere else', () => {
  const { place: _, ...plain } = first;
  const flat = { ...plain, place_city: { S: 'Rome' } };
  const source = rowsOf(['9007199254740993', '1', '1.5', 'Rome']);
  expect(compareItems(source, [flat], { ...KEYS, delimiter: '_' })).toMatchObject({ count: 0, problems: [] });
  expect(compareItems(source, [first], { ...KEYS, delimiter: '_' })).toMatchObject({
    count: 1,
    problems: ['1 items have place, which the source has not'],
    examples: ['["9007199254740993","1"]: source has place.city="Rome", item has place.city=NULL'],
  });
});

test.each<[string, readonly Item[], string]>([
  ['lost', [second], '["9007199254740993","1"]: source has ID="9007199254740993" SITE="1" TOTAL="1.5"'],
  ['left', [first, second, item('3', '1')], '["3","1"]: item has ID="3"'],
  ['one too old', [{ ...first, TOTAL: { N: '1' } }, second], 'source has TOTAL="1.5", item has TOTAL="1"'],
  ['without a digit', [item('9007199254740992', '1'), second], '["9007199254740992","1"]: item has'],
  [
    'text in the place of nothing',
    [first, { ...second, TOTAL: { S: '' } }],
    'source has TOTAL=NULL, item has TOTAL=""',
  ],
  [
    'nothing in the place of text',
    [first, { ...second, place: { M: {} } }],
    'source has place.city="", item has place.city=NULL',
  ],
  ['deleted', [{ ...first, __deleted: { BOOL: true } }, second], 'item has no such row'],
])('an item that is %s is named by its key', (_, items, example) => {
  const { count, examples } = compareItems(SOURCE, items, KEYS);
  expect([count > 0, examples.join('\n')]).toEqual([true, expect.stringContaining(example)]);
});

test('two items of one row are told, of which one hides behind the other', () => {
  const source = rowsOf(['1.5', '1', null, null], ['2', '1', null, null]);
  const columns = source.table.columns.map((each) =>
    each.name === 'ID' ? { ...each, form: 'number' as const } : each,
  );
  const text = (id: string): Item => ({ ID: { S: id }, SITE: { N: '1' } });
  const compared = (...items: Item[]) =>
    compareItems({ ...source, table: { ...source.table, columns } }, items, KEYS).problems;
  expect(compared(text('1.5'), text('2'))).toEqual([]);
  expect(compared(text('1.5'), text('2'), text('1.50'))).toEqual(['["1.5","1"] has 2 items']);
});

test('at most ten are named, and all are counted', () => {
  const items = Array.from({ length: 12 }, (_, id) => item(String(id + 100), '1'));
  const { count, examples } = compareItems(SOURCE, [first, second, ...items], KEYS);
  expect([count, examples.length]).toEqual([12, 10]);
});

test('an attribute that nobody wrote at the source, a key that is no column, and rows with one key are told', () => {
  expect(compareItems(SOURCE, [{ ...first, op: { S: 'c' } }, second], KEYS).problems).toEqual([
    '1 items have op, which the source has not',
  ]);
  expect(compareItems(SOURCE, [first, second], { ...KEYS, key: ['OTHER'] })).toMatchObject({
    count: 2,
    problems: ['the key of the table must be columns of its source, got: OTHER'],
  });
  expect(compareItems(SOURCE, [first], { ...KEYS, key: ['SITE'] }).problems).toEqual([
    '1 rows have the key of another',
  ]);
});
