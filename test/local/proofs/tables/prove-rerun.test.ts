import { proveRerun, rerunClaim } from '../../../../local/proofs/tables/prove-rerun';
import type { TableLives } from '../../../../local/proofs/tables/table-lives';
import { targetTables } from '../../../../local/proofs/tables/target-tables';
import type { QueryResult } from '../../../../local/servers/local-server';
import type { RunningPlatform } from '../../../../local/session/running-platform';
import { jobOf, platformOf, ROWS } from '../../../support/lake-in-memory';

const SUBJECT = { pipeline: 'lake', id: 'rerun', claim: rerunClaim(jobOf()) };
const KEPT = ['delta/shop_orders/1.parquet', 'delta/shop_items/1.parquet'];

interface Life {
  /** Objects of the lake before, after a rerun, and after a replay. */
  readonly objects: readonly (readonly string[])[];
  /** Rows and checksum of the orders that were rebuilt. */
  readonly rebuilt: readonly [string, string];
}

/** What the job was had to do. */
let done: string[];

async function prove({ objects, rebuilt }: Life) {
  done = [];
  const query = async (sql: string): Promise<QueryResult> => {
    const { queryEngine } = platformOf(() => ROWS);
    if (sql.includes('information_schema')) return (await queryEngine?.query(sql, 'lake')) as QueryResult;
    if (sql.includes('EXCEPT')) return { columns: [], rows: [['only kept', '20']] };
    return { columns: [], rows: [sql.includes('"shop_orders_rebuilt"') ? rebuilt : ['2', '77']] };
  };
  const platform = { ...platformOf(() => ROWS), queryEngine: { query } } as unknown as RunningPlatform;
  const job = { ...jobOf(), run: async () => void done.push('run') };
  let looks = 0;
  const lives: TableLives = {
    objects: async () => [...(objects[Math.min(looks++, objects.length - 1)] ?? [])],
    replay: async () => void done.push('replay'),
    rebuild: (compare) => {
      done.push('rebuild');
      const tables = targetTables(platform, jobOf());
      return compare(
        tables.map((kept) => ({ table: kept.name, kept, rebuilt: { ...kept, name: `${kept.name}_rebuilt` } })),
      );
    },
  };
  return proveRerun(platform, job as never, SUBJECT, lives);
}

test('what is claimed says what the job reads', () => {
  const { model } = jobOf();
  expect(rerunClaim({ model })).toContain('a rebuild from the archive');
  expect(rerunClaim({ model: { ...model, log: 'lake_log' } })).toContain('a replay of the whole log');
});

test('objects that stay and tables that are equal are proven, by a rerun, a replay and a rebuild from nothing', async () => {
  expect(await prove({ objects: [KEPT], rebuilt: ['2', '77'] })).toMatchObject({
    passed: true,
    actual: '2 objects stay, 2 tables are equal',
  });
  expect(done).toEqual(['run', 'replay', 'rebuild']);
});

test.each<[string, Life, string]>([
  [
    'a rerun that writes',
    { objects: [KEPT, [...KEPT, 'delta/shop_orders/2.parquet']], rebuilt: ['2', '77'] },
    'a rerun added 1 and removed 0 objects: delta/shop_orders/2.parquet; a replay added 1',
  ],
  [
    'a replay that rewrites',
    { objects: [KEPT, KEPT, ['delta/shop_orders/2.parquet', KEPT[1] ?? '']], rebuilt: ['2', '77'] },
    'a replay added 1 and removed 1 objects: delta/shop_orders/2.parquet,delta/shop_orders/1.parquet',
  ],
  [
    'a row that a rebuild has not',
    { objects: [KEPT], rebuilt: ['1', '77'] },
    'shop_orders 2 rows with checksum 77, rebuilt 1 rows with checksum 77: only kept ["20"]',
  ],
  [
    'a row that it has otherwise',
    { objects: [KEPT], rebuilt: ['2', '78'] },
    'shop_orders 2 rows with checksum 77, rebuilt 2 rows with checksum 78: only kept ["20"]',
  ],
  ['a lake that holds nothing', { objects: [[]], rebuilt: ['2', '77'] }, '0 objects stay, 2 tables are equal'],
])('%s is found', async (_, life, actual) => {
  expect(await prove(life)).toMatchObject({ passed: false, actual: expect.stringContaining(actual) });
});
