import { includedTables, plainPattern } from '../../../local/model/included-tables';

test.each([
  ['(?-i)salesdb\\.CUSTOMER', 'salesdb.CUSTOMER'],
  ['(?-i)crm\\-eu\\ 2\\.person', 'crm-eu 2.person'],
  ['(?-i)salesdb\\.CUSTOMER\\.(?i:SECRET)', 'salesdb.CUSTOMER.SECRET'],
  ['(?-i)s\\.t\\.(?i:a\\(b\\))', 's.t.a(b)'],
])('%s is %s', (pattern, name) => {
  expect(plainPattern(pattern)).toBe(name);
});

test('a comma in a name does not end it', () => {
  expect(includedTables({ 'topic.prefix': 'p', 'table.include.list': '(?-i)s\\.a\\,b,(?-i)s\\.c' })).toEqual([
    { id: 's.a,b', topic: 'p.s.a_b' },
    { id: 's.c', topic: 'p.s.c' },
  ]);
});
