import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Report } from '../../local/report/report';
import { templateFiles } from '../suite/template-files';
import { type LocalRun, startLocalRun } from '../support/local-run';

const ROOT = resolve(__dirname, '..', '..');
const APP = join(ROOT, 'out', 'test', 'local', 'cdk.out');
const MINUTES = 60_000;
/** Everything here waits for progress; this is for what makes none, on whatever machine. */
const PATIENCE = 60 * MINUTES;

beforeAll(() => {
  const cdk = join(ROOT, 'node_modules', '.bin', 'cdk');
  execFileSync(cdk, ['synth', '--quiet', '--output', APP], {
    cwd: ROOT,
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
}, PATIENCE);

const start = (...args: string[]): LocalRun => startLocalRun(['--app', APP, ...args]);
/** One way from a database, of which a run that does not come to its end needs no more. */
const ONE_WAY = ['--pipeline', 'salesdb-archive'];

const RESULTS = join(ROOT, 'out', 'local');

/** Name of the run's own folder, which is its id. */
function runFolder(run: LocalRun): string {
  return readdirSync(RESULTS).find((name) => name.endsWith(`-${run.pid}`)) ?? 'none';
}

/** The report that the run itself wrote, whatever ran beside it. */
function reportOf(run: LocalRun): Report {
  return JSON.parse(readFileSync(join(RESULTS, runFolder(run), 'report.json'), 'utf8'));
}

test(
  'prod comes up from its templates, and what is there reaches its tables',
  async () => {
    const run = start('--environment', 'prod', '--changes', '0', '--skip-proof', 'P1', 'P2', 'P3', 'rerun');
    expect([await run.exitCode, run.output()]).toEqual([0, expect.stringContaining('✓')]);
    expect(run.output().trimEnd().split('\n').at(-1)).toMatch(
      /^✓ passed \(12 proofs\) in \d+ s; report: out\/local\/.*\.json$/,
    );
    const report = reportOf(run);
    expect(report).toMatchObject({ passed: true, deaths: [], permissionProblems: [] });
    const proven = report.proofs.map(({ pipeline, id, passed }) => `${passed ? '✓' : '✗'} ${pipeline} ${id}`);
    expect(proven.sort()).toEqual([
      '✓ orders snapshot',
      '✓ orders-dynamodb items',
      '✓ pagila snapshot',
      '✓ pagila-archive archive',
      '✓ pagila-delta tables',
      '✓ salesdb snapshot',
      '✓ salesdb-archive archive',
      '✓ salesdb-delta tables',
      '✓ salesdb-dynamodb items',
      '✓ salesdb-redshift warehouse',
      '✓ support snapshot',
      '✓ support-redshift warehouse',
    ]);
    expect(run.leftRunning()).toEqual([]);
  },
  PATIENCE,
);

// When else it may come is the supervisor's, and tested there.
test(
  'Ctrl-C while connectors come up stops everything',
  async () => {
    const run = start(...ONE_WAY);
    await run.prints('start Connect worker');
    run.kill('SIGINT');
    expect(await run.exitCode).toBe(130);
    expect(run.output()).toContain('stopped by SIGINT');
    expect(run.leftRunning()).toEqual([]);
  },
  PATIENCE,
);

test(
  'the next run ends what a killed one left behind',
  async () => {
    const killed = start(...ONE_WAY);
    await killed.prints('start Kafka');
    killed.kill('SIGKILL');
    await killed.exitCode;
    expect(killed.leftRunning().length).toBeGreaterThan(0);

    const next = start('--pipeline', 'none');
    expect(await next.exitCode).toBe(64);
    expect(next.output()).toContain('was killed; ended what it left running: ');
    expect(next.output()).toMatch(/`--pipeline` must be one of .*salesdb-archive, salesdb-delta.* in dev, got: none/);
    expect(killed.leftRunning()).toEqual([]);
  },
  PATIENCE,
);

test(
  'a broken secret reference fails with its reason, and nothing stays',
  async () => {
    const broken = join(ROOT, 'out', 'test', 'local', 'broken', 'cdk.out');
    rmSync(broken, { recursive: true, force: true });
    cpSync(APP, broken, { recursive: true });
    changeTemplates(broken, (text) => text.replaceAll(':password}', ':passwrd}'));
    const run = startLocalRun(['--app', broken, ...ONE_WAY]);
    expect(await run.exitCode).toBe(2);
    expect(reportOf(run)).toMatchObject({ passed: false, error: expect.stringContaining('passwrd') });
    expect(run.output()).toMatch(/connector tributary-dev-\w+-cdc.*passwrd/);
    expect(run.leftRunning()).toEqual([]);
  },
  PATIENCE,
);

test(
  'an unknown environment and an app that is not there are refused',
  async () => {
    const unknown = start('--environment', 'staging');
    expect(await unknown.exitCode).toBe(64);
    expect(unknown.output()).toContain('`--environment` must be one of dev, prod, got: staging');
    const missing = startLocalRun(['--app', join(APP, 'nowhere')]);
    expect(await missing.exitCode).toBe(2);
    expect(missing.output()).toContain('there is no synthesized app in');
  },
  PATIENCE,
);

function changeTemplates(app: string, change: (text: string) => string): void {
  for (const file of templateFiles(join(app, 'assembly-dev'))) {
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
}
