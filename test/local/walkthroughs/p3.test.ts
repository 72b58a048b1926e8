import type { WarehouseTableModel } from '../../../local/model/platform';
import type { WarehouseComparison } from '../../../local/proofs/warehouse/warehouse-prover';
import type { QueryResult } from '../../../local/servers/local-server';
import { findWalkthroughs } from '../../../local/walkthroughs/find-walkthroughs';
import type { WarehouseAnswers } from '../../../local/walkthroughs/stage';
import type { NamedWalkthrough } from '../../../local/walkthroughs/walkthrough';
import { type Played, playInMemory } from '../../support/walkthrough-stage';

const [P3] = findWalkthroughs().filter(({ name }) => name === 'P3') as [NamedWalkthrough];
const IDS = ['P3.1', 'P3.2', 'P3.3', 'P3.5'];

const ADA = ['9501', 'Ada, Countess of Lovelace', 'Analytical Engines'];
const EDSGER = ['9503', 'Edsger', 'Market Segment 3'];

/** What a warehouse holds, after so many plays of which a merge brought these. */
interface Kept {
  readonly read: string;
  readonly comparisons: Readonly<Record<string, WarehouseComparison>>;
  readonly written: (merged: number) => readonly (readonly string[])[];
  readonly errors: (merged: number) => readonly (readonly string[])[];
}

const HEALTHY: Kept = {
  read: '8886',
  comparisons: {
    'salesdb.CUSTOMER': { rows: 8886, tables: 1, problems: [] },
    'salesdb.SALES_ORDER': { rows: 29_100, tables: 1, problems: [] },
    'support.TICKET': { rows: 300, tables: 1, problems: [] },
  },
  // Inserted, changed, something sent, deleted.
  written: (merged) => (merged < 2 ? [] : merged < 4 ? [ADA, EDSGER] : [ADA]),
  errors: (merged) => (merged < 4 ? [] : [['unparsed', '1']]),
};

function played({ read, comparisons, written, errors }: Kept): Played {
  const warehouse = (plays: () => number): WarehouseAnswers => {
    let merged = 0;
    const answer = (columns: string[], rows: readonly (readonly string[])[]): QueryResult => ({ columns, rows });
    return {
      tables: Object.keys(comparisons).map((topic) => ({ topic }) as WarehouseTableModel),
      compare: async (tables = []) => comparisons[tables[0]?.topic ?? ''] as WarehouseComparison,
      merge: async () => {
        merged = plays();
        return [];
      },
      merges: {
        refresh: async () => {},
        query: async (sql: string) => {
          if (sql.includes('__errors')) return answer(['kind', 'records'], errors(merged));
          if (sql.includes('__stream')) return answer(['read_rows'], [[read]]);
          return answer(['cust_id', 'name', 'mktsegment'], written(merged));
        },
      } as never,
    };
  };
  return { walkthrough: P3, play: () => ({ c: 0, u: 0, d: 0 }), events: () => 0, answer: () => [], warehouse };
}

async function redOf(kept: Partial<Kept>): Promise<string[]> {
  const proofs = await playInMemory(played({ ...HEALTHY, ...kept }));
  expect([...proofs.keys()].sort()).toEqual(IDS);
  return [...proofs].filter(([, { passed }]) => !passed).map(([id]) => id);
}

test('a warehouse that is as it should be passes', async () => {
  expect(await redOf({})).toEqual([]);
});

const without = (table: string, comparison: Partial<WarehouseComparison>) => ({
  comparisons: { ...HEALTHY.comparisons, [table]: { rows: 0, tables: 1, problems: [], ...comparison } },
});

test.each<[string, Partial<Kept>, string[]]>([
  ['a view that lacks a row of the snapshot', { read: '8885' }, ['P3.1']],
  ['a table that differs', without('salesdb.CUSTOMER', { rows: 8886, problems: ['1 rows differ'] }), ['P3.2']],
  ['an empty table', without('salesdb.SALES_ORDER', {}), ['P3.2']],
  [
    'a second database that does not arrive',
    without('support.TICKET', { rows: 300, problems: ['none'] }),
    ['P3.2', 'P3.5'],
  ],
  ['an update that never comes', { written: (merged) => (merged < 4 ? [EDSGER] : [ADA]) }, ['P3.3']],
  ['a deletion that never comes', { written: (merged) => (merged < 2 ? [] : [ADA, EDSGER]) }, ['P3.5']],
  ['a record that is nowhere', { errors: () => [] }, ['P3.5']],
])('%s is red', async (_, kept, ids) => {
  expect(await redOf(kept)).toEqual(ids);
});
