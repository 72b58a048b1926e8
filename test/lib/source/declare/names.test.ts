import { columnProblems } from '../../../../connectors/dataset-column';
import { lakeColumnNames, tableKeys } from '../../../../lib/source/declare/names';

test('columns keep names that the lake can have', () => {
  expect([...lakeColumnNames(['ID', '_id', 'name2']).values()]).toEqual(['ID', '_id', 'name2']);
});

test.each([
  ['unit price', 'unit_price'],
  ['a,b', 'a_b'],
  ['p(eur)', 'p_eur'],
  ['Größe', 'Gro_e'],
  ['2024', '_2024'],
  ['__v', '_v'],
  ['____', 'column_1'],
  ['__proto__', '_proto'],
  ['日本', 'column_1'],
  ['-x', '_x'],
  ['x'.repeat(64), 'x'.repeat(63)],
])('%s is %s in the lake', (source, name) => {
  const names = lakeColumnNames([source]);
  expect([...names]).toEqual([[source, name]]);
  expect(columnProblems('columns', [name], { [name]: { type: 'INT', from: source } })).toEqual([]);
});

test('no two columns have one name, whatever they are called in the source', () => {
  expect([...lakeColumnNames(['a b', 'a-b', 'A_B', 'a_b_2'], ['a_b_3']).values()]).toEqual([
    'a_b_4',
    'a_b_5',
    'A_B',
    'a_b_2',
  ]);
});

test('tables are known by their names in camel case', () => {
  const names = ['SALES_ORDER', 'sales-item', 'SalesRow', 'customer', '2024_orders', 'sys$log', '日本', 'iPhone X'];
  expect(
    tableKeys(
      names.map((table) => ({ schema: 's', table })),
      [],
    ),
  ).toEqual(['salesOrder', 'salesItem', 'salesRow', 'customer', 'table2024Orders', 'sysLog', 'table', 'iPhoneX']);
});

test('tables of one name are told apart by their schemas, then by numbers', () => {
  const tables = [
    { schema: 'crm', table: 'actor' },
    { schema: 'shop', table: 'ACTOR' },
    { schema: 'shop', table: 'order-item' },
    { schema: 'shop', table: 'order_item' },
    { schema: 'shop', table: 'film' },
  ];
  expect(tableKeys(tables, ['film'])).toEqual([
    'crmActor',
    'shopActor',
    'shopOrderItem',
    'shopOrderItem_2',
    'shopFilm',
  ]);
});
