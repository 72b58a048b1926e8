import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { readRegistry } from '../../local/processes/process-registry';
import type { Report } from '../../local/report/report';
import { templateFiles } from '../suite/template-files';
import { type CommandResult, commandLocalRun, type LocalRun, startLocalRun } from '../support/local-run';

const ROOT = resolve(__dirname, '..', '..');
const APP = join(ROOT, 'out', 'test', 'local', 'cdk.out');
const MINUTES = 60_000;

/** Of the runs that proved everything, by environment. */
const reports = new Map<string, Report>();

beforeAll(() => {
  const cdk = join(ROOT, 'node_modules', '.bin', 'cdk');
  execFileSync(cdk, ['synth', '--quiet', '--output', APP], {
    cwd: ROOT,
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
}, 10 * MINUTES);

const start = (...args: string[]): LocalRun => startLocalRun(['--app', APP, ...args]);

const RESULTS = join(ROOT, 'out', 'local');

/** Name of the run's own folder, which is its id. */
function runFolder(run: LocalRun): string {
  return readdirSync(RESULTS).find((name) => name.endsWith(`-${run.pid}`)) ?? 'none';
}

/** The report that the run itself wrote, whatever ran beside it. */
function reportOf(run: LocalRun): Report {
  return JSON.parse(readFileSync(join(RESULTS, runFolder(run), 'report.json'), 'utf8'));
}

function registeredProcess(run: LocalRun, name: string): number {
  const { processes = [] } = readRegistry(join(RESULTS, runFolder(run))) ?? {};
  return processes.find((process) => process.name === name)?.pid ?? -1;
}

test(
  'dev and prod prove P1, each beside the other',
  async () => {
    const runs = [
      { run: start('--environment', 'dev', '--pipeline', 'salesdb-delta'), numbers: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { run: start('--environment', 'prod', '--skip-proof', 'P1.6'), numbers: [1, 2, 3, 4, 5, 7, 8, 9] },
    ];
    for (const { run, numbers } of runs) {
      expect([await run.exitCode, run.output()]).toEqual([0, expect.stringContaining('✓')]);
      expect(run.output().trimEnd().split('\n').at(-1)).toMatch(
        /^✓ passed \(\d+ proofs\) in \d+ s; report: out\/local\/.*\.json$/,
      );
      const report = reportOf(run);
      expect(report).toMatchObject({ passed: true, deaths: [], permissionProblems: [] });
      reports.set(report.environment, report);
      expect(report.proofs.map(({ pipeline, id, passed }) => [pipeline, id, passed])).toEqual([
        ...numbers.map((number) => ['P1', `P1.${number}`, true]),
        ['salesdb', 'workload', true],
        ['salesdb', 'topics', true],
        ['salesdb-archive', 'archive', true],
      ]);
      expect(run.leftRunning()).toEqual([]);
    }
  },
  // A run waits for progress and ends without; this is for one that does neither.
  60 * MINUTES,
);

test.each(['dev', 'prod'])(
  'clients of %s signed in as roles, which used all that they have and were denied nothing',
  (environment) => {
    const { permissions = [], overrides = [] } = reports.get(environment) ?? {};
    expect(permissions.map(({ of }) => of).sort()).toEqual([
      'capture salesdb',
      'client host',
      'pipeline salesdb-archive',
    ]);
    for (const { permissions: allowed, denials } of permissions) {
      expect(allowed.filter(({ used, reason }) => !used && reason === undefined)).toEqual([]);
      expect(denials.filter(({ harmless }) => harmless === undefined)).toEqual([]);
      expect(allowed.filter(({ used }) => used).length).toBeGreaterThan(4);
    }
    expect(overrides.filter(({ key }) => /security|sasl|ssl/.test(key))).toEqual([]);
  },
);

test.each(['start S3 and Secrets Manager', 'start mysql', 'bootstrap', 'create 2 connectors'])(
  'Ctrl-C after `%s` stops everything',
  async (step) => {
    const run = start();
    await run.prints(step);
    run.kill('SIGINT');
    expect(await run.exitCode).toBe(130);
    expect(run.output()).toContain('stopped by SIGINT');
    expect(run.leftRunning()).toEqual([]);
  },
  5 * MINUTES,
);

test(
  'a run that was kept says where everything is, does what it is told, starts again what dies, and ends by Ctrl-C',
  async () => {
    const run = start('--keep', '--no-proofs');
    await run.prints('stays up until Ctrl-C');
    const tell = (...args: string[]): Promise<CommandResult> => commandLocalRun([...args, '--run', runFolder(run)]);
    const endpoints = JSON.parse(readFileSync(join(ROOT, 'out', 'local', 'endpoints.json'), 'utf8'));
    expect(endpoints.servers).toContainEqual(
      expect.objectContaining({ kind: expect.stringContaining('MySQL'), host: '127.0.0.1', user: 'app' }),
    );
    expect(run.leftRunning()).toHaveLength(6);
    expect(run.output()).toContain('npm run local:job salesdb-delta');

    const SINK = 'tributary-dev-salesdb-archive';
    const status = await tell('local:status');
    expect([status.exitCode, status.output]).toEqual([0, expect.stringMatching(`✓ ${SINK} +connector RUNNING`)]);
    const job = await tell('local:job', 'salesdb-delta');
    expect([job.exitCode, job.output]).toEqual([0, expect.stringMatching(/✓ Upsert\w+, [\d.]+ s: /)]);
    expect(run.output()).toContain(job.output.trimEnd().split('\n').at(-1));
    const logs = await tell('local:logs', SINK);
    const [file = ''] = logs.output.split('\n');
    expect([logs.exitCode, existsSync(file)]).toEqual([0, true]);

    process.kill(registeredProcess(run, `connect-${SINK}`), 'SIGKILL');
    await run.prints(`connect-${SINK} ended (SIGKILL); started again, 1st time`);
    expect((await tell('local:status')).exitCode).toBe(0);
    run.kill('SIGINT');
    expect(await run.exitCode).toBe(0);
    expect(run.leftRunning()).toEqual([]);
  },
  15 * MINUTES,
);

test(
  'the next run ends what a killed one left behind',
  async () => {
    const killed = start();
    await killed.prints('start Kafka');
    killed.kill('SIGKILL');
    await killed.exitCode;
    expect(killed.leftRunning().length).toBeGreaterThan(0);

    const next = start('--pipeline', 'none');
    expect(await next.exitCode).toBe(64);
    expect(next.output()).toContain('was killed; ended what it left running: ');
    expect(next.output()).toContain('`--pipeline` must be one of salesdb-archive, salesdb-delta in dev, got: none');
    expect(killed.leftRunning()).toEqual([]);
  },
  5 * MINUTES,
);

test(
  'a broken secret reference fails with its reason, and nothing stays',
  async () => {
    const broken = join(ROOT, 'out', 'test', 'local', 'broken', 'cdk.out');
    rmSync(broken, { recursive: true, force: true });
    cpSync(APP, broken, { recursive: true });
    changeTemplates(broken, (text) => text.replaceAll(':password}', ':passwrd}'));
    const run = startLocalRun(['--app', broken]);
    expect(await run.exitCode).toBe(2);
    expect(reportOf(run)).toMatchObject({ passed: false, error: expect.stringContaining('passwrd') });
    expect(run.output()).toMatch(/connector tributary-dev-salesdb-cdc.*passwrd/);
    expect(run.leftRunning()).toEqual([]);
  },
  5 * MINUTES,
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
  MINUTES,
);

function changeTemplates(app: string, change: (text: string) => string): void {
  for (const file of templateFiles(join(app, 'assembly-dev'))) {
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
}
