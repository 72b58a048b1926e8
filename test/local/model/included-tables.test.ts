import { allRecordsTopic } from '../../../connectors/dataset';
import { rerouting } from '../../../connectors/sources/shared-topic';
import { undeclaredPattern } from '../../../connectors/sources/undeclared-tables';
import { includedTables, plainPattern, sharesTopic, undeclaredTables } from '../../../local/model/included-tables';

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
    { id: 's.a,b', topic: 'p.s.a_b', ownTopic: 'p.s.a_b' },
    { id: 's.c', topic: 'p.s.c', ownTopic: 'p.s.c' },
  ]);
});

test('a router of the source puts the records of all tables into one topic', () => {
  const config = { 'topic.prefix': 'p-all', 'table.include.list': '(?-i)s\\.a,(?-i)s\\.b', ...rerouting('p-all') };
  expect([sharesTopic(config), sharesTopic({})]).toEqual([true, false]);
  expect(includedTables(config)).toEqual([
    { id: 's.a', topic: allRecordsTopic('p-all'), ownTopic: 'p-all.s.a' },
    { id: 's.b', topic: 'p-all.all_records', ownTopic: 'p-all.s.b' },
  ]);
});

test('a pattern stands for tables that nobody named', () => {
  const list = `(?-i)s\\.a\\(b\\),${undeclaredPattern({ schema: 's', except: ['beat', 'x,y'] })},t\\.[a-z]`;
  const config = { 'topic.prefix': 'p', 'table.include.list': list };
  expect(includedTables(config).map(({ id }) => id)).toEqual(['s.a(b)']);
  const names = ['s.A_1', 's.beat', 's.beats', 'S.a', 's.a b', 't.Q', 't.qq'];
  const patterns = undeclaredTables(config);
  expect(names.filter((name) => patterns.some((pattern) => pattern.test(name)))).toEqual(['s.A_1', 's.beats', 't.Q']);
});
