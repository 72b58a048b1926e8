import type { WarehouseTableModel } from '../../../../local/model/platform';
import { proveMergeAgain, proveWarehouse } from '../../../../local/proofs/warehouse/prove-warehouse';
import { WarehouseProver } from '../../../../local/proofs/warehouse/warehouse-prover';
import { rowsStatement } from '../../../../local/proofs/warehouse/warehouse-table';
import type { MergeCounts, RunningMerges } from '../../../../local/session/running-platform';

const TABLE: WarehouseTableModel = {
  resource: {} as never,
  schema: 'shop',
  table: 'orders',
  topic: 'shop.shop.orders',
  keyColumns: ['id'],
  columns: [
    { name: 'id', type: 'BIGINT', sources: ['ID'] },
    { name: 'paid', type: 'BOOLEAN', sources: ['PAID'] },
    { name: 'label', type: 'BINARY', sources: ['LABEL', 'TAG'] },
    { name: 'gone', type: 'STRING', sources: [] },
  ],
};
const SUBJECT = { pipeline: 'shop-redshift', id: 'warehouse', claim: 'c' };
const NOTHING: MergeCounts = { records: 0, upserted: 0, deleted: 0, stale: 0, refused: 0 };

/** A row of the source, and the one of the warehouse that is equal to it. */
const SOURCE = [
  ['1', '1', 'AQI=', 'x'],
  ['2', '0', null, 'y'],
];
const EQUAL = [
  ['1', 'true', 'AQI=', null, 'p1'],
  ['2', 'false', null, 'kept', 'p2'],
];

type Rows = readonly (readonly (string | null)[])[];

/** @param told rows of the warehouse, after so many merges */
function prover(told: (merges: number) => Rows, source: Rows = SOURCE, counts = (_: number) => NOTHING) {
  let merges = 0;
  const asked: string[] = [];
  const running = {
    model: { name: 'shop-redshift', tables: [TABLE] },
    query: async (sql: string) => {
      asked.push(sql);
      return { columns: [], rows: told(merges) };
    },
    merge: async () => [counts(merges++)],
  } as unknown as RunningMerges;
  const columns = [
    { name: 'ID', form: 'number' },
    { name: 'paid', form: 'number' },
    { name: 'TAG', form: 'bytes' },
    { name: 'UNDECLARED', form: 'text' },
  ];
  const log = {
    tables: [{ schema: 'shop', table: 'orders', topic: TABLE.topic }],
    readTable: async () => ({
      table: { columns, key: ['ID'] },
      rows: new Map(source.map((row) => [JSON.stringify([row[0]]), row])),
    }),
  } as never;
  return { made: new WarehouseProver(running, [log]), asked };
}

beforeEach(() => jest.useFakeTimers({ advanceTimers: true, doNotFake: ['nextTick', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

test('declared columns are set against those of the source, by any of their names and as values', async () => {
  const proof = await proveWarehouse(prover(() => EQUAL).made, SUBJECT);
  expect(proof).toMatchObject({ passed: true, actual: '2 rows of 1 tables' });
});

test('values are asked for as events spell them', () => {
  expect(rowsStatement(TABLE)).toBe(
    `SELECT CAST("id" AS VARCHAR(65535)) AS "id", CASE WHEN "paid" THEN 'true' WHEN NOT "paid" THEN 'false' END AS "paid", FROM_VARBYTE("label", 'base64') AS "label", CAST("gone" AS VARCHAR(65535)) AS "gone", "__position" FROM "shop"."orders"`,
  );
});

test('what comes with a later merge is waited for', async () => {
  const counts = (merges: number) => ({ ...NOTHING, records: merges < 3 ? 1 : 0 });
  const { made } = prover((merges) => (merges > 2 ? EQUAL : EQUAL.slice(0, 1)), SOURCE, counts);
  expect(await proveWarehouse(made, SUBJECT)).toMatchObject({ passed: true });
});

test.each<[string, Rows, string]>([
  [
    'another value',
    [EQUAL[0] as never, ['2', 'true', null, null, 'p2']],
    '["2"]: source has paid="0", warehouse has paid="1"',
  ],
  ['a row that is missing', EQUAL.slice(0, 1), '["2"]: source has ID="2"'],
  ['a row too many', [...EQUAL, ['3', null, null, null, 'p3']], 'source has no such row'],
  ['a key twice', [...EQUAL, EQUAL[0] as never], '1 rows have the key of another'],
])('%s is red, by table and key', async (_, told, sentence) => {
  const { made } = prover(() => told);
  // As if nothing had come for long enough.
  const proving = proveWarehouse({ compare: () => made.compare() }, SUBJECT);
  await jest.advanceTimersByTimeAsync(70_000);
  const proof = await proving;
  expect(proof.passed).toBe(false);
  expect(proof.actual).toContain('shop.orders');
  expect(proof.actual).toContain(sentence);
});

describe('merging again', () => {
  const counts = (merges: number): MergeCounts => (merges === 2 ? { ...NOTHING, records: 9 } : NOTHING);

  test('changes nothing', async () => {
    const { made, asked } = prover(() => EQUAL, SOURCE, counts);
    expect(await proveMergeAgain(made, SUBJECT)).toMatchObject({ passed: true });
    expect(asked).toContain('DELETE FROM "shop"."orders__progress"');
  });

  test.each<[string, (merges: number) => Rows, (merges: number) => MergeCounts, string]>([
    [
      'a rerun that writes',
      () => EQUAL,
      (merges) => ({ ...counts(merges), upserted: merges === 1 ? 1 : 0 }),
      'a rerun wrote 1 rows',
    ],
    [
      'a replay that changes a row',
      (merges) => (merges > 2 ? EQUAL.slice(1) : EQUAL),
      counts,
      'after a replay shop.orders has 1 rows',
    ],
    ['a replay of nothing', () => EQUAL, () => NOTHING, 'there was no record to merge once more'],
  ])('%s is red', async (_, told, counted, sentence) => {
    const proof = await proveMergeAgain(prover(told, SOURCE, counted).made, SUBJECT);
    expect(proof.passed).toBe(false);
    expect(proof.actual).toContain(sentence);
  });
});
