import { proveRerun, RERUN_CLAIM } from '../../../../local/proofs/tables/prove-rerun';
import type { TargetTable } from '../../../../local/proofs/tables/target-tables';
import type { QueryResult } from '../../../../local/servers/local-server';
import type { RunningPlatform } from '../../../../local/session/running-platform';
import { jobOf, platformOf, ROWS } from '../../../support/lake-in-memory';

const SUBJECT = { pipeline: 'lake', id: 'rerun', claim: RERUN_CLAIM };
const KEPT = ['delta/shop_orders/1.parquet', 'delta/shop_items/1.parquet'];

interface Life {
  /** Objects of the lake before, and after each of the three runs. */
  readonly objects: readonly (readonly string[])[];
  /** Rows and checksum of the orders that were rebuilt. */
  readonly rebuilt: readonly [string, string];
}

/** Arguments that the job was run with. */
let runs: Readonly<Record<string, string>>[];

async function prove({ objects, rebuilt }: Life) {
  runs = [];
  const query = async (sql: string): Promise<QueryResult> => {
    const { queryEngine } = platformOf(() => ROWS);
    if (sql.includes('information_schema')) return (await queryEngine?.query(sql, 'lake')) as QueryResult;
    if (sql.includes('EXCEPT')) return { columns: [], rows: [['only kept', '20']] };
    return { columns: [], rows: [sql.includes('"shop_orders_rebuilt"') ? rebuilt : ['2', '77']] };
  };
  const platform = { ...platformOf(() => ROWS), queryEngine: { query } } as unknown as RunningPlatform;
  const job = { ...jobOf(), run: async (changed = {}) => void runs.push(changed) };
  let looks = 0;
  return proveRerun(platform, job as never, SUBJECT, {
    objects: async () => [...(objects[Math.min(looks++, objects.length - 1)] ?? [])],
    copies: {
      create: async (table: TargetTable) => ({ ...table, name: `${table.name}_rebuilt` }),
      remove: async () => {},
    },
  });
}

test('objects that stay and tables that are equal are proven, by a rerun, a replay and a rebuild from nothing', async () => {
  expect(await prove({ objects: [KEPT], rebuilt: ['2', '77'] })).toMatchObject({
    passed: true,
    actual: '2 objects stay, 2 tables are equal',
  });
  expect(runs.map((changed) => Object.keys(changed))).toEqual([
    [],
    ['--checkpoints', '--quarantine'],
    ['--checkpoints', '--quarantine', '--lake'],
  ]);
  expect(runs[2]?.['--lake']).toMatch(/^s3:\/\/b\/delta\/shop_orders__rebuild/);
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
