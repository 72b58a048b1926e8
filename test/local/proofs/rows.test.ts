import { compareRows, type Row, rowKey } from '../../../local/proofs/rows';

const rows = (...entries: [string, ...Row][]): Map<string, Row> =>
  new Map(entries.map(([id, ...values]) => [rowKey([id]), [id, ...values]]));
const compare = (one: Map<string, Row>, other: Map<string, Row>): ReturnType<typeof compareRows> =>
  compareRows(one, other, ['ID', 'NAME'], ['table', 'topic']);

test('equal rows differ in nothing, whatever their order', () => {
  expect(compare(rows(['1', 'a'], ['2', null]), rows(['2', null], ['1', 'a']))).toEqual({ count: 0, examples: [] });
});

test('each difference is told by key, with what both sides have', () => {
  const { count, examples } = compare(
    rows(['1', 'a'], ['2', 'b'], ['3', null], ['5', 'e']),
    rows(['1', 'A'], ['3', 'null'], ['4', 'd'], ['5', undefined]),
  );
  expect(count).toBe(5);
  expect(examples).toEqual([
    '["1"]: table has NAME="a", topic has NAME="A"',
    '["2"]: table has ID="2" NAME="b", topic has no such row',
    '["3"]: table has NAME=NULL, topic has NAME="null"',
    '["5"]: table has NAME="e", topic has NAME=(no such column)',
    '["4"]: topic has ID="4" NAME="d", table has no such row',
  ]);
});

test('all are counted, ten are told, and long values are cut', () => {
  const many = rows(...Array.from({ length: 30 }, (_, i): [string, string] => [String(i), 'x'.repeat(100)]));
  const { count, examples } = compare(many, rows());
  expect(count).toBe(30);
  expect(examples).toHaveLength(10);
  expect(examples[0]).toContain('… (100 characters)');
});
