import { compareRows } from '../../../../local/proofs/parquet/prove-parquet';

const rows = (...texts: string[]): ReadonlyMap<string, readonly string[]> => new Map([['t/0', texts]]);

function problems(
  expected: readonly string[],
  found: readonly string[],
  foreignKeys: readonly string[] = [],
): string[] {
  const { problems: told } = compareRows(rows(...expected), { objectCount: 1, rows: rows(...found), foreignKeys });
  return [...told];
}

test('values that are spelled otherwise are the same', () => {
  const topic = '{"id":1,"rate":1e-7,"at":"2026-01-02T03:04:05.12Z","list":["2026-01-02T03:04:05Z"],"none":null}';
  const stored =
    '{"none": null, "at": "2026-01-02T03:04:05.12Z", "id": 1, "rate": 1e-07, "list": ["2026-01-02T03:04:05Z"]}';
  expect(problems([topic], [stored])).toEqual([]);
});

test.each<[string, string[], string[]]>([
  ['a value that changed', ['{"id":1}', '{"id":2}'], ['{"id":1}', '{"id":3}']],
  ['a number that became a text', ['{"id":1}'], ['{"id":"1"}']],
  ['a NULL that became a default', ['{"id":null}'], ['{"id":0}']],
  ['digits that were lost', ['{"id":9007199254740993}'], ['{"id":9007199254740992}']],
  ['a microsecond that was lost', ['{"at":"2026-01-02T03:04:05.000001Z"}'], ['{"at":"2026-01-02T03:04:05Z"}']],
  ['a row that is missing', ['{"id":1}', '{"id":2}'], ['{"id":1}']],
  ['a row that is there twice', ['{"id":1}'], ['{"id":1}', '{"id":1}']],
  ['another order', ['{"id":1}', '{"id":2}'], ['{"id":2}', '{"id":1}']],
])('%s is told with its place', (_, topic, stored) => {
  expect(problems(topic, stored)).toEqual([
    expect.stringMatching(/^t\/0: \d+ records, \d+ rows, first difference at \d/),
  ]);
});

test('an object that is none of the sink’s is told', () => {
  expect(problems([], [], ['topics/t/stray.parquet'])).toEqual(['no object of rows: topics/t/stray.parquet']);
});
