import type { CapturedLog } from '../../../../local/proofs/captured/captured-log';
import { proveWorkload, WORKLOAD_CLAIM } from '../../../../local/proofs/captured/prove-workload';
import type { WorkloadResult } from '../../../../local/workload/run-workload';

const SUBJECT = { pipeline: 'shop', id: 'workload', claim: WORKLOAD_CLAIM };
const TABLES = [
  { schema: 'shop', table: 'orders', topic: 't.orders' },
  { schema: 'shop', table: 'items', topic: 't.items' },
];

const result = (changed: Partial<WorkloadResult> = {}): WorkloadResult => ({
  seed: 3,
  tables: new Map([
    ['shop.orders', { c: 4, u: 2, d: 1, refused: 0, keyChanges: 0 }],
    ['shop.items', { c: 0, u: 5, d: 0, refused: 0, keyChanges: 0 }],
  ]),
  untouched: new Map(),
  exact: true,
  transactions: 6,
  rolledBack: 1,
  ...changed,
});

/** @param events that come of the workload, by topic and kind; as many as there are changes where none are given */
function prove(workload: WorkloadResult, events: Readonly<Record<string, number>> = {}) {
  let before = true;
  const log = {
    tables: TABLES,
    topics: {
      advance: async () => {},
      count: ({ schema, table, topic }: (typeof TABLES)[0], kind: 'c' | 'u' | 'd') => {
        if (before) return 100;
        const changes = workload.tables.get(`${schema}.${table}`)?.[kind] ?? 0;
        return 100 + (events[`${topic} ${kind}`] ?? changes);
      },
    },
    waitFor: async () => {},
    withSession: async () => {
      before = false;
      return workload;
    },
  } as unknown as CapturedLog;
  return proveWorkload([log], { seed: 3, changes: 12 }, SUBJECT);
}

test('as many events as changes are proven, and the seed is told', async () => {
  const actual = '4 c, 7 u, 1 d in 2 tables, 6 transactions, 1 rolled back; seed 3';
  expect(await prove(result())).toMatchObject({ passed: true, actual });
});

test.each<[string, number, string]>([
  ['lost', 3, 'shop.orders in t.orders: 4 changes of kind c, 3 events'],
  ['too many', 5, 'shop.orders in t.orders: 4 changes of kind c, 5 events'],
])('an event that is %s is found, with its topic and kind', async (_, events, actual) => {
  expect(await prove(result(), { 't.orders c': events })).toMatchObject({ passed: false, actual });
});

test('where triggers change rows that nobody counts, only a lost event is found', async () => {
  const inexact = result({ exact: false });
  expect(await prove(inexact, { 't.orders c': 5 })).toMatchObject({ passed: true });
  expect(await prove(inexact, { 't.orders d': 0 })).toMatchObject({ passed: false });
});

test('a table that took no change is red, with its last words', async () => {
  const untouched = new Map([['shop.items', 'Field x has no default']]);
  expect(await prove(result({ untouched }))).toMatchObject({
    passed: false,
    actual: 'shop.items took no change: Field x has no default',
  });
});

test('a workload that ended before it had made its changes is red, with how much was refused', async () => {
  const orders = { c: 4, u: 2, d: 0, refused: 200, keyChanges: 0 };
  const items = { c: 0, u: 5, d: 0, refused: 0, keyChanges: 0 };
  const tables = new Map([
    ['shop.orders', orders],
    ['shop.items', items],
  ]);
  expect(await prove(result({ tables }))).toMatchObject({
    passed: false,
    actual: '11 of 12 changes were made; statements refused: shop.orders 200',
  });
});
