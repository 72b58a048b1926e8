import { printRows } from '../../../local/report/print-rows';

test('a table with its heads, and how many rows there are', () => {
  const text = printRows({ columns: ['id', 'tags'], rows: [['9007199254740993', ['a', 'b']]] });
  expect(text).toContain('id');
  expect(text).toContain('9007199254740993');
  expect(text).toContain('["a","b"]');
  expect(text).toMatch(/\n1 row$/);
});

test('null is told from an empty text', () => {
  const text = printRows({ columns: ['name'], rows: [[null], ['']] });
  expect(text).toContain('null');
  expect(text).toMatch(/\n2 rows$/);
});
