import { judgeAnswer } from '../../../local/walkthroughs/judge-answer';
import type { QueryAsk } from '../../../local/walkthroughs/walkthrough';

const judge = (ask: Omit<QueryAsk, 'query'>, ...rows: unknown[][]) =>
  judgeAnswer({ query: { named: 'all' }, ...ask }, { columns: ['id', 'name'], rows });

const ONE = { id: '1', name: 'a' };

test('a whole answer, in any order; numbers as their text', () => {
  const both = { answers: [ONE, { id: '2', name: null }] };
  expect(judge(both, [2, null], [1, 'a'])).toEqual({
    expected: 'all: id=1 name=a, id=2 name=NULL',
    actual: 'all: id=1 name=a, id=2 name=NULL',
    isRight: true,
  });
  expect(judge({ answers: [] })).toMatchObject({ expected: 'all: no row', isRight: true });
});

test.each<[string, unknown[][], string]>([
  ['a row is missing', [], 'all: missing id=1 name=a'],
  [
    'a row is too many',
    [
      [1, 'a'],
      [1, 'a'],
    ],
    'all: too many id=1 name=a',
  ],
  ['a value is another', [[1, 'b']], 'all: missing id=1 name=a; too many id=1 name=b'],
  ['a value is none', [[1, null]], 'all: missing id=1 name=a; too many id=1 name=NULL'],
])('a whole answer of which %s', (_, rows, actual) => {
  expect(judge({ answers: [ONE] }, ...rows)).toMatchObject({ actual, isRight: false });
});

test('rows among others, by the columns that they name', () => {
  expect(judge({ has: [{ name: 'a' }], lacks: [{ id: '3' }] }, [1, 'a'], [2, 'b'])).toEqual({
    expected: 'all: has 1 row, lacks id=3',
    actual: 'all: has 1 row, lacks id=3',
    isRight: true,
  });
});

test.each<[string, Omit<QueryAsk, 'query'>, string]>([
  ['that is another', { has: [{ id: '1', name: 'b' }] }, 'all: must have id=1 name=b, got: id=1 name=a'],
  ['that is not there', { has: [{ id: '2' }] }, 'all: must have id=2, got: no such row'],
  [
    'of a column that is not there',
    { has: [{ id: '1', age: null }] },
    'all: must have id=1 age=NULL, got: id=1 age=(no such column)',
  ],
  ['that should be gone', { lacks: [{ id: '1' }] }, 'all: still has id=1'],
])('a row %s is named', (_, ask, actual) => {
  expect(judge(ask, [1, 'a'])).toMatchObject({ actual, isRight: false });
});

test('a statement is shown as itself', () => {
  const query = { sql: 'SELECT 1' };
  expect(judgeAnswer({ query, answers: [] }, { columns: [], rows: [] }).expected).toBe('SELECT 1: no row');
});

test.each<[string, Record<string, string | null>, unknown[]]>([
  ['a text that says NULL', { id: '1', name: null }, [1, 'NULL']],
  ['an empty text', { id: '1', name: null }, [1, '']],
  ['a text that reads like two columns', { id: '1', name: '2 name=3' }, ['1 name=2', '3']],
])('%s is not what it looks like', (_, row, answer) => {
  expect(judge({ answers: [row] }, answer)).toMatchObject({ isRight: false });
});

test('no answer lacks a row by a column that it does not have', () => {
  expect(judge({ lacks: [{ ID: '1' }] }, [1, 'a'])).toMatchObject({
    actual: 'all: must lack ID=1, got: no column ID',
    isRight: false,
  });
});
