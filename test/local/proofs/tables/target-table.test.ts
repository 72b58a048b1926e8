import { canonicalValue } from '../../../../local/proofs/canonical-value';
import type { SourceTable } from '../../../../local/proofs/captured/source-table';
import { rowKey } from '../../../../local/proofs/rows';
import { compareTarget } from '../../../../local/proofs/tables/target-table';
import type { TargetTable } from '../../../../local/proofs/tables/target-tables';
import type { QueryEngine } from '../../../../local/servers/local-server';

const SOURCE: SourceTable = {
  schema: 's',
  table: 't',
  topic: 's.t',
  ownTopic: 's.t',
  key: ['AT'],
  columns: [
    { name: 'AT', form: 'timestamp' },
    { name: 'N', form: 'number' },
  ],
};
const TARGET = { database: 'lake', name: 't', keys: ['at'], columns: {}, topic: 's.t' } as unknown as TargetTable;

type Texts = readonly (string | null)[];

/** @param stored rows as the engine shows them */
function compare(
  source: readonly Texts[],
  stored: readonly Texts[],
  columns: readonly Texts[] = [
    ['at', 'timestamp(3)'],
    ['n', 'integer'],
  ],
) {
  const query = async (sql: string): Promise<object> => ({ rows: /information_schema/.test(sql) ? columns : stored });
  const rows = source.map((texts) => SOURCE.columns.map((column, i) => canonicalValue(column, texts[i] ?? null)));
  const byKey = new Map(rows.map((row) => [rowKey([row[0]]), row]));
  return compareTarget(SOURCE, byKey, { query } as unknown as QueryEngine, TARGET);
}

const FIRST = '2026-01-01 00:00:00.000100';
const SECOND = '2026-01-01 00:00:00.000200';
const SHOWN = '2026-01-01 00:00:00.000';

test('equal rows are equal, also where the engine shows one key for two', async () => {
  expect(
    await compare(
      [
        [FIRST, '1'],
        [SECOND, '2'],
      ],
      [
        [SHOWN, '2'],
        [SHOWN, '1'],
      ],
    ),
  ).toMatchObject({ rows: 2, count: 0 });
});

test.each<[string, readonly Texts[]]>([
  ['lost', [[SHOWN, '2']]],
  [
    'changed',
    [
      [SHOWN, '1'],
      [SHOWN, '3'],
    ],
  ],
  [
    'there twice',
    [
      [SHOWN, '1'],
      [SHOWN, '2'],
      [SHOWN, '2'],
    ],
  ],
  [
    'NULL',
    [
      [SHOWN, '1'],
      [SHOWN, null],
    ],
  ],
])('a row that is %s is found', async (_, stored) => {
  const { count, examples } = await compare(
    [
      [FIRST, '1'],
      [SECOND, '2'],
    ],
    stored,
  );
  expect(count).toBeGreaterThan(0);
  expect(examples[0]).toContain('2026-01-01 00:00:00');
});

test('where the engine shows microseconds, they are compared', async () => {
  const columns: readonly Texts[] = [
    ['at', 'timestamp(6) with time zone'],
    ['n', 'integer'],
  ];
  expect(await compare([[FIRST, '1']], [[FIRST, '1']], columns)).toMatchObject({ rows: 1, count: 0 });
  expect(await compare([[FIRST, '1']], [[SHOWN, '1']], columns)).toMatchObject({ rows: 1, count: 2 });
});

test('a table that no run has written yet lacks every row, and one without a column says so', async () => {
  expect(await compare([[FIRST, '1']], [], [])).toMatchObject({ rows: 1, count: 1, missing: ['AT', 'N'] });
  expect(await compare([[FIRST, '1']], [[SHOWN]], [['at', 'timestamp(3)']])).toMatchObject({
    count: 0,
    missing: ['N'],
  });
});

test('a date that is none is NULL in the table', async () => {
  expect(await compare([['0000-00-00 00:00:00', '1']], [[null, '1']])).toMatchObject({ count: 0 });
});
