import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';

import type { Permission } from '../../local/access/permission-report';
import { type EnvironmentTemplates, resourcesOfType } from '../../local/assembly/environment-templates';
import { loadAssembly, selectEnvironment } from '../../local/assembly/load-assembly';
import { athena } from '../../local/kinds/athena/athena';
import { KINDS } from '../../local/kinds/kinds';
import { readPlatform } from '../../local/model/read-platform';
import { runtimePaths } from '../../local/paths';
import { Supervisor } from '../../local/processes/supervisor';
import { StepLog } from '../../local/report/step-log';
import { eraseRunData, openRun } from '../../local/session/open-run';
import { openSession } from '../../local/session/open-session';
import { RunningEnvironment } from '../../local/update/running-environment';
import { startEnvironment } from '../../local/update/start-environment';
import { Flow } from './flow';
import { type Holder, roleHolders } from './holders';
import { Rights } from './rights';
import type { Row } from './trial';
import { trialOf } from './trial-of';

const PROJECT = resolve(__dirname, '..', '..');
const APP = join(PROJECT, 'out', 'permissions', 'cdk.out');

/** What runs, and whose roles are tried in it. */
interface Part {
  readonly environment: string;
  /** @default - all of the environment */
  readonly pipeline?: string;
  /** @default - all */
  readonly kind?: Holder['kind'];
}

const PARTS: readonly Part[] = [
  { environment: 'dev' },
  // A job that the reference has not switched on; all else of its environment has the rights that it has in `dev`.
  { environment: 'small-streaming', pipeline: 'tables', kind: 'job' },
];

const { environment, only } = new Command('npm run test:permissions --')
  .description('Takes each permission from each role, and sees that it is missed by name.')
  .option(
    '--environment <name>',
    `whose templates; ${PARTS.map((part) => part.environment).join(', then ')} without it`,
  )
  .option('--only <text...>', 'permissions whose owner, kind, action or resource contains one of these')
  .parse()
  .opts<{ environment?: string; only?: string[] }>();

async function main(): Promise<number> {
  const startedAt = performance.now();
  synthesize();
  const rows: Row[] = [];
  for (const part of environment === undefined ? PARTS : partsOf(environment)) rows.push(...(await runPart(part)));
  printRows(rows);
  const count = (outcome: Row['outcome']): number => rows.filter((row) => row.outcome === outcome).length;
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(0);
  console.log(
    `${count('missed')} missed by name, ${count('explained')} explained, ${count('unseen')} not missed; ${minutes} min`,
  );
  return count('unseen') === 0 && rows.length > 0 ? 0 : 1;
}

function partsOf(name: string): Part[] {
  const known = PARTS.filter((part) => part.environment === name);
  return known.length > 0 ? known : [{ environment: name }];
}

function synthesize(): void {
  rmSync(APP, { recursive: true, force: true });
  const app = `${join(PROJECT, 'node_modules', '.bin', 'ts-node')} -T ${join(__dirname, 'app.ts')}`;
  execFileSync(join(PROJECT, 'node_modules', '.bin', 'cdk'), ['synth', '--quiet', '--app', app, '--output', APP], {
    cwd: PROJECT,
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function runPart({ environment: name, pipeline, kind }: Part): Promise<Row[]> {
  const templates = selectEnvironment(loadAssembly(APP), name);
  const paths = openRun(PROJECT, new Date());
  const supervisor = new Supervisor(paths.runId, paths.directory);
  const steps = new StepLog((line) => console.log(line));
  const runtime = runtimePaths(join(PROJECT, '.runtime'), process.env);
  const rows: Row[] = [];
  try {
    // Nothing here asks for tables but to see whether a log is complete.
    const kinds = KINDS.filter((each) => each !== athena || readsLog(templates));
    const dataFolder = join(PROJECT, 'samples');
    const { session, bound } = await openSession(templates, { runtime, paths, supervisor, steps, dataFolder, kinds });
    const selection = pipeline === undefined ? undefined : { pipeline };
    const running = RunningEnvironment.empty(session, bound, selection);
    await startEnvironment(running, templates, kinds);
    // A snapshot locks definitions that a bootstrap asks for, and what it takes is of no trial.
    const flow = new Flow(running.platform);
    await steps.run('read all tables', () => flow.begin());
    for (const holder of roleHolders(readPlatform(templates, session.resolver, selection))) {
      if (kind !== undefined && holder.kind !== kind) continue;
      const rights = new Rights(session.access, holder.role);
      const wanted = rights.permissions().filter((permission) => isWanted(holder, permission));
      for await (const row of trialOf(holder, rights, { session, flow, platform: running.platform }).try(wanted)) {
        rows.push(row);
        console.log(`${row.outcome.padEnd(9)} ${row.of}: ${row.action} on ${row.resource}: ${row.how}`);
      }
    }
  } finally {
    await supervisor.stopAll();
    eraseRunData(paths);
  }
  return rows;
}

function readsLog(templates: EnvironmentTemplates): boolean {
  return resourcesOfType(templates, 'AWS::Glue::Job').some(
    ({ properties }) => '--log' in ((properties.DefaultArguments ?? {}) as object),
  );
}

function isWanted({ kind, of }: Holder, { action, resource }: Permission): boolean {
  const texts = only ?? [''];
  return texts.some((text) => `${kind} ${of} ${action} ${resource}`.includes(text));
}

function printRows(rows: readonly Row[]): void {
  const table = new Table({
    head: ['', 'of', 'without', 'on', 'what was seen', 's'],
    colWidths: [3, 32, 36, 60, 60, 6],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const marks = { missed: '✓', explained: '·', unseen: '✗' } as const;
  for (const { of, action, resource, outcome, how, seconds } of rows) {
    table.push([marks[outcome], of, action, resource, how, seconds.toFixed(0)]);
  }
  console.log(table.toString());
}

main()
  .catch((error: unknown) => {
    console.error(error);
    return 1;
  })
  .then((exitCode) => process.exit(exitCode));
