import type { RunningPlatform } from '../../../local/session/running-platform';
import { absentWalkthroughs, placeWalkthroughs } from '../../../local/walkthroughs/place-walkthrough';
import type { NamedWalkthrough } from '../../../local/walkthroughs/walkthrough';
import { archive, capture, tablesJob } from '../../support/planned-flow';

const connectors = [capture('shop', 'shop.orders'), archive('raw', 'shop.shop.orders')].map((model) => ({ model }));
const jobs = [{ model: tablesJob('lake', 'batch', 'shop.shop.orders') }];
const platform = { connectors, jobs, merges: [], queries: [{ name: 'orders_count' }] } as unknown as RunningPlatform;

const walkthrough = (name: string, table: string, query: string): NamedWalkthrough => ({
  name,
  folder: '/',
  requires: { tables: [table], targets: ['tables'] },
  steps: [{ prove: `${name}.1`, claim: 'c', asks: [{ query: { named: query } }] }],
});
const here = walkthrough('A', 'shop.orders', 'orders_count');
const elsewhere = walkthrough('B', 'crm.person', 'orders_count');
const unasked = walkthrough('C', 'shop.orders', 'orders_top_40');

test('one is here where its tables lead to its targets, and its queries are', () => {
  expect(placeWalkthroughs([elsewhere, here, unasked], platform)).toEqual([
    {
      walkthrough: here,
      ways: [
        {
          requires: here.requires,
          source: connectors[0],
          archive: connectors[1],
          job: jobs[0],
          items: undefined,
          merges: undefined,
        },
      ],
    },
  ]);
});

test('what is remembered needs its query, too', () => {
  const steps: NamedWalkthrough['steps'] = [{ remember: 'before', query: { named: 'orders_history' } }];
  expect(absentWalkthroughs([{ ...here, steps }], platform)).toEqual([
    'A is not here: the workgroup has no query orders_history',
  ]);
});

test('all others say in a sentence why they are not', () => {
  expect(absentWalkthroughs([elsewhere, here, unasked], platform)).toEqual([
    'B is not here: nothing captures crm.person',
    'C is not here: the workgroup has no query orders_top_40',
  ]);
});

test('one that runs the upkeep is here where there is one', () => {
  const kept = { ...here, name: 'D', steps: [{ run: 'upkeep' as const }] };
  expect(absentWalkthroughs([kept], platform)).toEqual([
    'D is not here: nothing keeps the tables of the lake in order',
  ]);
  expect(absentWalkthroughs([kept], { ...platform, upkeep: jobs[0] as never })).toEqual([]);
});
