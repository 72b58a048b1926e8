import { capturedTables, furtherTables } from '../../../../local/proofs/captured/captured-tables';
import type { RunningConnector } from '../../../../local/session/running-platform';

function connector(list: string): RunningConnector {
  const config = { 'topic.prefix': 'orders', 'table.include.list': list };
  return { model: { name: 'orders-cdc' }, config } as unknown as RunningConnector;
}

test('tables are those that the patterns of the include list stand for', () => {
  expect(capturedTables(connector(String.raw`(?-i)shop\.ORDERS, (?-i)shop\.IT\$EMS`))).toEqual([
    { schema: 'shop', table: 'ORDERS', topic: 'orders.shop.ORDERS', ownTopic: 'orders.shop.ORDERS' },
    { schema: 'shop', table: 'IT$EMS', topic: 'orders.shop.IT_EMS', ownTopic: 'orders.shop.IT_EMS' },
  ]);
});

test.each([
  ['shop', 'shop'],
  ['', 'none'],
  [String.raw`(?-i)shop\.IT\.EMS`, 'shop.IT.EMS'],
])('a list of `%s` names no tables and is refused', (list, got) => {
  expect(() => capturedTables(connector(list))).toThrow(
    `connector orders-cdc: \`table.include.list\` must name tables, got: ${got}`,
  );
});

test('tables that nobody named are those of the database that a pattern takes', () => {
  const source = connector(String.raw`(?-i)shop\.ORDERS,(?-i)shop\.(?!(?:BEAT)$)[A-Za-z0-9_]+`);
  const there = ['ORDERS', 'BEAT', 'ADDED', 'ODD NAME'].map((table) => ({ schema: 'shop', table }));
  expect(capturedTables(source).map(({ table }) => table)).toEqual(['ORDERS']);
  expect(furtherTables(source, [...there, { schema: 'mysql', table: 'user' }])).toEqual([
    { schema: 'shop', table: 'ADDED', topic: 'orders.shop.ADDED', ownTopic: 'orders.shop.ADDED' },
  ]);
});
