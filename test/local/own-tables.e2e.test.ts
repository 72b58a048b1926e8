import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';

import { context } from '../../cdk.json';
import { PlatformStage } from '../../lib/platform-stage';
import type { Report } from '../../local/report/report';
import { LEDGER_DUMP } from '../fixtures/ledger';
import { STOCK_SCRIPT } from '../fixtures/stock';
import { LEGACY_SCRIPT, SHOP_DUMP, STRANGER_AT_WORK } from '../fixtures/stranger-at-work';
import { startLocalRun } from '../support/local-run';

const ROOT = resolve(__dirname, '..', '..');
const FOLDER = join(ROOT, 'out', 'test', 'own-tables');
const APP = join(FOLDER, 'cdk.out');
const DATA = join(FOLDER, 'data');
const REFERENCES = join(ROOT, 'local', 'walkthroughs');
const WALKTHROUGHS = join(ROOT, 'test', 'fixtures', 'walkthroughs');
/** A run waits for progress and ends without; this is for one that does neither. */
const MINUTES = 60 * 60_000;

beforeAll(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(join(DATA, 'legacy'), { recursive: true });
  writeFileSync(join(DATA, 'shop.sql'), SHOP_DUMP);
  writeFileSync(join(DATA, 'ledger.sql'), LEDGER_DUMP);
  writeFileSync(join(DATA, 'stock.sql'), STOCK_SCRIPT);
  writeFileSync(join(DATA, 'legacy', '10-orders.sql'), LEGACY_SCRIPT);
  const app = new App({ outdir: APP, context });
  new PlatformStage(app, STRANGER_AT_WORK);
  app.synth();
}, MINUTES);

test(
  'tables that nobody here thought of are proven from one end to the other, those of a database that is there already, and flat rows in Avro',
  async () => {
    const run = startLocalRun([
      ...['--app', APP, '--environment', 'stranger', '--data', DATA],
      ...['--walkthroughs-in', WALKTHROUGHS],
      ...['--changes', '2000', '--seed', '12', '--skip-proof', 'rerun'],
    ]);
    expect([await run.exitCode, run.output()]).toEqual([0, expect.stringContaining('✓ passed (')]);
    const results = join(ROOT, 'out', 'local');
    const folder = readdirSync(results).find((name) => name.endsWith(`-${run.pid}`)) ?? 'none';
    const report = JSON.parse(readFileSync(join(results, folder, 'report.json'), 'utf8')) as Report;
    const proven = report.proofs.map(({ pipeline, id, passed }) => `${passed ? '✓' : '✗'} ${pipeline} ${id}`);
    expect(proven.sort()).toEqual([
      '✓ Orders Orders.1',
      '✓ events archive',
      '✓ ledger snapshot',
      '✓ ledger topics',
      '✓ ledger workload',
      '✓ ledgers tables',
      '✓ old-events archive',
      '✓ old-orders tables',
      '✓ oldShop snapshot',
      '✓ oldShop topics',
      '✓ oldShop workload',
      '✓ orders tables',
      '✓ people tables',
      '✓ postings archive',
      '✓ shop snapshot',
      '✓ shop topics',
      '✓ shop workload',
      '✓ stock snapshot',
      '✓ stock topics',
      '✓ stock workload',
      '✓ stock-events archive',
      '✓ stocks tables',
    ]);
    expect(report.absentWalkthroughs).toEqual(
      readdirSync(REFERENCES, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => expect.stringMatching(`^${name} is not here: nothing captures \\w`)),
    );
    expect(run.output()).toContain('\nP1 is not here: ');
    expect(report.standIns).toEqual(
      expect.arrayContaining([
        { deployed: expect.stringContaining('shop, which is there already at shop.cluster'), local: 'MySQL 8.0.15' },
        { deployed: 'the administrator of shop', local: 'runs what the bootstrap printed, and nothing else' },
        {
          deployed: expect.stringContaining('ledger, which is there already at ledger.cluster'),
          local: 'PostgreSQL 17.10',
        },
        { deployed: 'the administrator of ledger', local: 'runs what the bootstrap printed, and nothing else' },
        { deployed: 'tables and rows of shop', local: join(DATA, 'shop.sql') },
        { deployed: 'tables and rows of legacy', local: join(DATA, 'legacy') },
      ]),
    );
    expect(run.leftRunning()).toEqual([]);
  },
  MINUTES,
);
