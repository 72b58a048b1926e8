import type { ItemComparison } from '../../../local/proofs/items/items-prover';
import { findWalkthroughs } from '../../../local/walkthroughs/find-walkthroughs';
import type { ItemAnswers } from '../../../local/walkthroughs/stage';
import type { NamedWalkthrough } from '../../../local/walkthroughs/walkthrough';
import { type Played, playInMemory } from '../../support/walkthrough-stage';

const [P2] = findWalkthroughs().filter(({ name }) => name === 'P2') as [NamedWalkthrough];

type Order = Readonly<Record<'ORDER_ID' | 'SITE_ID' | 'SHIP_MODE', string>>;

const order = (number: number, shipMode: string, site = number): Order => ({
  ORDER_ID: String(29_000 + number),
  SITE_ID: String(site),
  SHIP_MODE: shipMode,
});
const inserted = ['STANDARD', 'ONE-DAY', 'TWO-DAY', 'STANDARD', 'ONE-DAY', 'TWO-DAY'].map((mode, i) =>
  order(i + 1, mode),
);
/** Orders beyond the sample's, after each play. */
const ORDERS: readonly (readonly Order[])[] = [
  [],
  inserted,
  [order(1, 'ONE-DAY'), order(3, 'TWO-DAY', 30), ...inserted.slice(3)],
];
const ATTRIBUTES = ['orderid', 'address_city', 'address_state', 'address_zipcode', '__position'];
const WHOLE: Readonly<Record<string, ItemComparison>> = {
  orders: { rows: 1000, tables: 1, attributes: ATTRIBUTES, problems: [], items: new Map() },
  'salesdb.SALES_ORDER': { rows: 29_100, tables: 1, attributes: [], problems: [], items: new Map() },
};

interface Kept {
  readonly comparisons: Readonly<Record<string, ItemComparison>>;
  readonly orders: (plays: number) => readonly Order[];
}
const HEALTHY: Kept = { comparisons: WHOLE, orders: (plays) => ORDERS[plays] ?? [] };

function played({ comparisons, orders }: Kept): Played {
  const prover = (table: string, plays: () => number): ItemAnswers => ({
    compare: async () => comparisons[table] as ItemComparison,
    lookUp: async (_, keys) => {
      const columns = ['ORDER_ID', 'SITE_ID', 'SHIP_MODE'] as const;
      const isAsked = (row: Order) =>
        keys.some((key) => key['ORDER_ID'] === row.ORDER_ID && key['SITE_ID'] === row.SITE_ID);
      return {
        columns,
        rows: orders(plays())
          .filter(isAsked)
          .map((row) => columns.map((name) => row[name])),
      };
    },
    waitFor: (compare) => compare(),
  });
  return {
    walkthrough: P2,
    play: () => ({ c: 0, u: 0, d: 0 }),
    events: () => 0,
    answer: () => [],
    items: (table, plays) => ({ topic: table, prover: prover(table, plays) }),
  };
}

/** The same with another order after both plays. */
const changed = (change: (orders: readonly Order[]) => readonly Order[], at = 2): Kept => ({
  ...HEALTHY,
  orders: (plays) => (plays === at ? change(HEALTHY.orders(plays)) : HEALTHY.orders(plays)),
});
const found = (table: string, comparison: Partial<ItemComparison>): Kept => ({
  ...HEALTHY,
  comparisons: { ...WHOLE, [table]: { ...WHOLE[table], ...comparison } as ItemComparison },
});

test('all of its own proofs pass where nothing is wrong', async () => {
  const proofs = [...(await playInMemory(played(HEALTHY))).values()];
  expect(proofs.map(({ id, passed, actual, expected }) => [id, passed, actual === expected])).toEqual(
    ['P2.2', 'P2.3', 'P2.4', 'P2.5'].map((id) => [id, true, true]),
  );
});

test('what is common to any way counts under its names', () => {
  expect([P2.counts, P2.also?.map(({ counts }) => counts)]).toEqual([{ snapshot: 'P2.1' }, [{ rerun: 'P2.6' }]]);
});

test.each<[string, string, Kept, string]>([
  [
    'P2.2',
    'an order that differs',
    found('orders', { problems: ['kafka_orders: 1 items differ'] }),
    ': kafka_orders: 1',
  ],
  [
    'P2.2',
    'a nested address',
    found('orders', { attributes: ['orderid', 'address'] }),
    'not every item has address_city',
  ],
  ['P2.2', 'no order at all', found('orders', { rows: 0 }), '0 rows are not more than 0'],
  ['P2.3', 'too few orders', found('salesdb.SALES_ORDER', { rows: 29_000 }), '29000 rows are not more than 29000'],
  ['P2.3', 'another order', found('salesdb.SALES_ORDER', { problems: ['1 items differ'] }), ': 1 items differ'],
  [
    'P2.4',
    'an insert that is lost',
    changed((orders) => orders.slice(0, 5), 1),
    'must have ORDER_ID=29006 SITE_ID=6 SHIP_MODE=TWO-DAY, got: no such row',
  ],
  [
    'P2.5',
    'an update that is lost',
    changed(([, ...others]) => [order(1, 'STANDARD'), ...others]),
    'got: ORDER_ID=29001 SITE_ID=1 SHIP_MODE=STANDARD',
  ],
  [
    'P2.5',
    'a deleted order',
    changed((orders) => [...orders, order(2, 'ONE-DAY')]),
    'still has ORDER_ID=29002 SITE_ID=2',
  ],
  [
    'P2.5',
    'one at both sites',
    changed((orders) => [...orders, order(3, 'TWO-DAY')]),
    'still has ORDER_ID=29003 SITE_ID=3',
  ],
  ['P2.5', 'one at neither', changed((orders) => orders.filter(({ SITE_ID }) => SITE_ID !== '30')), 'SITE_ID=30'],
])('%s alone is red by %s', async (id, _, kept, actual) => {
  const red = [...(await playInMemory(played(kept))).values()].filter(({ passed }) => !passed);
  expect(red.map((proof) => proof.id)).toEqual([id]);
  expect(red[0]?.actual).toContain(actual);
});
