import { findWalkthroughs } from '../../../local/walkthroughs/find-walkthroughs';
import type { NamedWalkthrough } from '../../../local/walkthroughs/walkthrough';
import { type Answer, type Played, playInMemory } from '../../support/walkthrough-stage';

const [P1] = findWalkthroughs().filter(({ name }) => name === 'P1') as [NamedWalkthrough];

type Customer = Readonly<{ cust_id: number; name: string; mktsegment: string | null; phone?: string | null }>;

const customer = (id: number, more: Partial<Customer> = {}): Customer => ({
  cust_id: id,
  name: `Customer Name ${id}`,
  mktsegment: `Market segment ${id}`,
  ...more,
});
const updated = (id: number): Customer =>
  customer(id, { name: `Customer Name update ${id}`, mktsegment: `Market segment update ${id}` });
const phoned = (row: Customer): Customer => ({ phone: null, ...row });

const changed = [customer(9000), updated(8889), updated(8888), customer(8886)];
const widened = [customer(9001, { phone: '+1 555 0100' }), ...changed.map(phoned)];
/** The table's last rows, and how many it has, after each play. */
const TABLES: readonly (readonly [number, readonly Customer[]])[] = [
  [8886, [customer(8886)]],
  [8889, [customer(8889), customer(8888), customer(8887), customer(8886)]],
  [8889, changed],
  [8890, widened],
  [
    8892,
    [
      customer(9003, { name: `Customer Name 9003${'!'.repeat(300)}`, phone: 'none' }),
      customer(9002, { phone: null }),
      ...widened,
    ],
  ],
];
const PLAYS = [
  { c: 3, u: 0, d: 0 },
  { c: 1, u: 2, d: 1 },
  { c: 1, u: 0, d: 0 },
  { c: 2, u: 0, d: 0 },
] as const;

const healthy: Played = {
  walkthrough: P1,
  play: (number) => PLAYS[number - 1] ?? { c: 0, u: 0, d: 0 },
  events: (plays, kind) => PLAYS.slice(0, plays).reduce((sum, play) => sum + play[kind], 7),
  answer: (query, plays): Answer => {
    const [count, rows] = TABLES[plays] ?? [0, []];
    return query === 'customer_count' ? [{ row_count: count }] : rows;
  },
};

/** The table after one play, with something else in it. */
const damaged = (at: number, damage: (rows: readonly Customer[]) => readonly Customer[], count = 0): Played => ({
  ...healthy,
  answer: (query, plays, database) => {
    const rows = healthy.answer(query, plays, database);
    if (plays !== at) return rows;
    return query === 'customer_count' ? [{ row_count: Number(rows[0]?.['row_count']) + count }] : damage(rows as never);
  },
});
const without = (id: number) => (rows: readonly Customer[]) => rows.filter((row) => row.cust_id !== id);
const other = (id: number, more: Partial<Customer>) => (rows: readonly Customer[]) =>
  rows.map((row) => (row.cust_id === id ? { ...row, ...more } : row));
const same = (rows: readonly Customer[]) => rows;

test('all of its own proofs pass where nothing is wrong', async () => {
  const proofs = await playInMemory(healthy);
  expect([...proofs].map(([id, { passed, actual, expected }]) => [id, passed, actual === expected || actual])).toEqual([
    ['P1.2', true, 'before 10, after 14 events in 1 objects; changes 7 c, 2 u, 1 d'],
    ...['P1.3', 'P1.4', 'P1.5', 'P1.7', 'P1.9'].map((id) => [id, true, true]),
  ]);
});

test('what is common to any way counts under its names', () => {
  expect(P1.counts).toEqual({ snapshot: 'P1.1', played: 'P1.2', rerun: 'P1.6', tables: 'P1.8' });
});

test.each<[string, string, Played, string]>([
  ['P1.3', 'a row of the snapshot too few', damaged(0, same, -1), 'missing row_count=8886; too many row_count=8885'],
  [
    'P1.3',
    'another row',
    damaged(0, other(8886, { name: 'x' })),
    'must have cust_id=8886 name="Customer Name 8886", got: cust_id=8886 name=x',
  ],
  [
    'P1.4',
    'an insert that is lost',
    damaged(1, without(8888)),
    'must have cust_id=8888 name="Customer Name 8888", got: no such row',
  ],
  [
    'P1.5',
    'an update that is lost',
    damaged(2, other(8889, customer(8889))),
    'got: cust_id=8889 name="Customer Name 8889"',
  ],
  ['P1.5', 'a deleted row', damaged(2, (rows) => [...rows, customer(8887)]), 'still has cust_id=8887'],
  ['P1.5', 'a row too many', damaged(2, same, 1), 'too many row_count=8890'],
  [
    'P1.7',
    'a value of the added column that is lost',
    damaged(4, other(9001, { phone: null })),
    'cust_id=9001 name="Customer Name 9001" phone=NULL',
  ],
  [
    'P1.7',
    'one that nobody wrote',
    damaged(4, other(9000, { phone: '' })),
    'got: cust_id=9000 name="Customer Name 9000" phone=""',
  ],
  [
    'P1.9',
    'a default in the place of NULL',
    damaged(4, other(9002, { phone: 'none' })),
    'got: cust_id=9002 name="Customer Name 9002" phone=none',
  ],
  [
    'P1.9',
    'a long value that is cut',
    damaged(4, other(9003, { name: 'Customer Name 9003' })),
    'got: cust_id=9003 name="Customer Name 9003" phone=none',
  ],
  ['P1.2', 'an archive that differs before', { ...healthy, archive: [['t/0: 3 events'], []] }, 'before: t/0: 3 events'],
  ['P1.2', 'an archive that differs after', { ...healthy, archive: [[], ['t/0: 3 events']] }, '; t/0: 3 events'],
  [
    'P1.2',
    'a change that is no event',
    { ...healthy, events: (plays, kind) => healthy.events(plays, kind) - (kind === 'u' && plays > 1 ? 1 : 0) },
    'changes 7 c, 1 u, 1 d',
  ],
])('%s alone is red by %s', async (id, _, played, actual) => {
  const red = [...(await playInMemory(played)).values()].filter(({ passed }) => !passed);
  expect(red.map((proof) => proof.id)).toEqual([id]);
  expect(red[0]?.actual).toContain(actual);
});
