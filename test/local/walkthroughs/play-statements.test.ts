import { join, resolve } from 'node:path';
import { changedKind, readStatements } from '../../../local/walkthroughs/play-statements';

const CAPTURED = [
  { schema: 'shop', table: 'orders', topic: 't' },
  { schema: 'crm-eu 2', table: 'per`son', topic: 'u' },
];

test.each([
  ['INSERT INTO shop.orders (id) VALUES (1)', 'c'],
  ['insert ignore into `shop`.`orders`(id) VALUES (1)', 'c'],
  ['\n  UPDATE shop.orders SET a = 1', 'u'],
  ['DELETE FROM `crm-eu 2`.`per``son` WHERE 1', 'd'],
  ['INSERT INTO shop.other VALUES (1)', undefined],
  ['REPLACE INTO shop.orders VALUES (1)', undefined],
  ['CREATE DATABASE cms', undefined],
  ['INSERT INTO orders VALUES (1)', undefined],
])('%s changes a captured table: %s', (sql, kind) => {
  expect(changedKind(sql, CAPTURED)).toBe(kind);
});

test('statements of a folder come in the order of their names', () => {
  const folder = resolve(__dirname, '..', '..', '..', 'local', 'walkthroughs', 'P1', '2-change');
  expect(readStatements(join(folder)).map((sql) => sql.slice(0, 6))).toEqual(['UPDATE', 'UPDATE', 'DELETE', 'INSERT']);
});

test('a folder without statements is none to play', () => {
  expect(() => readStatements(__dirname)).toThrow(/must hold files that end in .sql, got: none$/);
});
