import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { queryKeptRun } from '../../../local/kept/query-kept-run';
import { coverageTable } from '../../support/coverage-table';
import { comparable, readByPyIceberg } from '../../support/second-reader';
import { type DevRun, PATIENCE, SINK } from './dev-run';

const ROOT = resolve(__dirname, '..', '..', '..');
/** A log, a state whose files are written anew, and one whose rows are taken out by deletes beside them. */
const ICEBERG_TABLES = [
  'tributary_dev_salesdb_log.salesdb_product',
  'tributary_dev_salesdb_state.salesdb_product',
  'tributary_dev_salesdb_state.salesdb_sales_order',
];

/** What the run says of itself once it stays up. */
export function proofsOfDev(dev: DevRun): void {
  test('everything that is to be proven of dev is proven, and nothing else is found', () => {
    const report = dev.files.report();
    expect(report).toMatchObject({ passed: true, deaths: [], permissionProblems: [] });
    const proven = report.proofs.map(({ pipeline, id, passed }) => `${passed ? '✓' : '✗'} ${pipeline} ${id}`);
    expect(proven.sort()).toEqual(
      [
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => `P0 P0.${number}`),
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `P1 P1.${number}`),
        ...[1, 2, 3, 4, 5, 6].flatMap((number) => [`P2 P2.${number}`, `P3 P3.${number}`]),
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => `P4 P4.${number}`),
        ...['pagila snapshot', 'support snapshot', 'support-all snapshot'],
        ...['pagila, pagila-avro workload', 'salesdb workload', 'support, support-all workload'],
        ...[
          'orders topics',
          'pagila topics',
          'pagila-avro topics',
          'salesdb topics',
          'support topics',
          'support-all topics',
        ],
        ...['pagila-archive archive', 'salesdb-archive archive'],
        ...['orders-dynamodb items', 'salesdb-dynamodb items'],
        ...['salesdb-log iceberg', 'support-lake iceberg'],
        ...['pagila-delta tables', 'support-redshift warehouse'],
        ...['orders-dynamodb rerun', 'orders-iceberg rerun', 'salesdb-log rerun', 'support-lake rerun'],
        ...['pagila-delta rerun', 'salesdb-state rerun', 'support-redshift rerun'],
      ]
        .map((proof) => `✓ ${proof}`)
        .sort(),
    );
  });

  test('the README says what it shows of each resource type', () => {
    const page = readFileSync(join(ROOT, 'README.md'), 'utf8');
    expect(page).toContain(coverageTable(dev.files.report().coverage));
  });

  test('everybody signed in as a role, used all that it has and was denied nothing', () => {
    const { permissions, overrides } = dev.files.report();
    expect(permissions.flatMap(({ of }) => of ?? []).sort()).toEqual([
      'bootstrap of Tributary-dev-Capture-pagila',
      'bootstrap of Tributary-dev-Capture-pagila-avro',
      'bootstrap of Tributary-dev-Capture-salesdb',
      'bootstrap of Tributary-dev-Capture-support',
      'bootstrap of Tributary-dev-Capture-support-all',
      'bootstrap of Tributary-dev-Database-pagila',
      'bootstrap of Tributary-dev-Database-salesdb',
      'bootstrap of Tributary-dev-Database-support',
      'capture orders',
      'capture pagila',
      'capture pagila-avro',
      'capture salesdb',
      'capture support',
      'capture support-all',
      'check of Tributary-dev-Capture-pagila',
      'check of Tributary-dev-Capture-pagila-avro',
      'check of Tributary-dev-Capture-salesdb',
      'check of Tributary-dev-Capture-support',
      'check of Tributary-dev-Capture-support-all',
      'client host',
      'crawler of Tributary-dev-Rows-pagila-parquet',
      'pipeline orders-dynamodb',
      'pipeline orders-iceberg',
      'pipeline pagila-archive',
      'pipeline pagila-delta',
      'pipeline pagila-parquet',
      'pipeline salesdb-archive',
      'pipeline salesdb-delta',
      'pipeline salesdb-dynamodb',
      'pipeline salesdb-log',
      'pipeline salesdb-redshift',
      'pipeline salesdb-state',
      'pipeline support-lake',
      'pipeline support-redshift',
      'refresh of Tributary-dev-Pipeline-pagila-parquet',
      'tables of salesdb-redshift',
      'tables of support-redshift',
      'tasks of Tributary-dev-Registry',
      'upkeep',
      'views of Tributary-dev-Pipeline-pagila-parquet',
      'warehouse',
    ]);
    for (const { of, permissions: allowed, denials } of permissions) {
      expect(allowed.filter(({ used, reason }) => !used && reason === undefined)).toEqual([]);
      expect(denials.filter(({ harmless }) => harmless === undefined)).toEqual([]);
      // A crawler runs nowhere here.
      if (of?.startsWith('crawler of ') !== true) expect(allowed.filter(({ used }) => used)).not.toEqual([]);
    }
    expect(overrides.filter(({ key }) => /security|sasl|ssl/.test(key))).toEqual([]);
  });

  test(
    'a reader of Iceberg that has nothing of Spark or Trino finds the same rows',
    async () => {
      const found = await readByPyIceberg(dev.files, ICEBERG_TABLES);
      for (const table of ICEBERG_TABLES) {
        const [database] = table.split('.');
        const sql = `SELECT * FROM ${table}`;
        const asked = await queryKeptRun({ projectDirectory: dev.project.folder, sql, database });
        expect(asked.rows.length).toBeGreaterThan(100);
        expect(comparable(found[table] ?? { columns: [], rows: [] })).toEqual(comparable(asked));
      }
    },
    PATIENCE,
  );

  test(
    'it says where everything is, and does what it is told',
    async () => {
      expect(dev.files.endpoint(({ user, name }) => user === 'app' && name.includes('salesdb'))).toMatchObject({
        kind: expect.stringContaining('MySQL'),
        host: '127.0.0.1',
      });
      expect(dev.run.leftRunning()).toHaveLength(24);
      expect(dev.run.output()).toMatch(/npm run local:job \w+-delta/);
      const status = await dev.tell('local:status');
      expect([status.exitCode, status.output]).toEqual([0, expect.stringMatching(`✓ ${SINK} +connector RUNNING`)]);
      const job = await dev.tell('local:job', 'salesdb-delta');
      expect([job.exitCode, job.output]).toEqual([0, expect.stringMatching(/✓ Upsert\w+, [\d.]+ s: /)]);
      expect(dev.run.output()).toContain(job.output.trimEnd().split('\n').at(-1));
      const merges = await dev.tell('local:job', 'salesdb-redshift');
      expect([merges.exitCode, merges.output]).toEqual([
        0,
        expect.stringMatching(/^✓ salesdb\.customer: \d+ records, /m),
      ]);
      const item = await dev.tell('local:item', 'kafka_orders', '7');
      expect([item.exitCode, item.output]).toEqual([0, expect.stringMatching(/^address_city +S {2}City_\d+$/m)]);
      const none = await dev.tell('local:item', 'kafka_orders', '1000000');
      expect([none.exitCode, none.output]).toEqual([1, expect.stringContaining('there is no such item')]);
      const logs = await dev.tell('local:logs', SINK);
      const [file = ''] = logs.output.split('\n');
      expect([logs.exitCode, existsSync(file)]).toEqual([0, true]);
    },
    PATIENCE,
  );
}
