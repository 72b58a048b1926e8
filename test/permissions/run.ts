import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';

import { loadAssembly, selectEnvironment } from '../../local/assembly/load-assembly';
import { athena } from '../../local/kinds/athena/athena';
import { KINDS } from '../../local/kinds/kinds';
import { runtimePaths } from '../../local/paths';
import { Supervisor } from '../../local/processes/supervisor';
import { StepLog } from '../../local/report/step-log';
import { eraseRunData, openRun } from '../../local/session/open-run';
import { openSession } from '../../local/session/open-session';
import { RunningEnvironment } from '../../local/update/running-environment';
import { startEnvironment } from '../../local/update/start-environment';
import { PermissionTrial, type Row } from './permission-trial';

const PROJECT = resolve(__dirname, '..', '..');
const APP = join(PROJECT, 'out', 'permissions', 'cdk.out');

const { environment, only } = new Command('npm run test:permissions --')
  .description('Takes each permission from each connector role, one at a time, and sees that it is missed.')
  .option('--environment <name>', 'whose templates', 'dev')
  .option('--only <text>', 'permissions whose role, action or resource contains this')
  .parse()
  .opts<{ environment: string; only?: string }>();

async function main(): Promise<number> {
  rmSync(APP, { recursive: true, force: true });
  execFileSync(join(PROJECT, 'node_modules', '.bin', 'cdk'), ['synth', '--quiet', '--output', APP], {
    cwd: PROJECT,
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const templates = selectEnvironment(loadAssembly(APP), environment);
  const paths = openRun(PROJECT, new Date());
  const supervisor = new Supervisor(paths.runId, paths.directory);
  const steps = new StepLog((line) => console.log(line));
  const runtime = runtimePaths(join(PROJECT, '.runtime'), process.env);
  const rows: Row[] = [];
  try {
    // Nothing here asks for tables.
    const kinds = KINDS.filter((kind) => kind !== athena);
    const { session, bound } = await openSession(templates, {
      runtime,
      paths,
      supervisor,
      steps,
      dataFolder: join(PROJECT, 'samples'),
      kinds,
    });
    const running = RunningEnvironment.empty(session, bound, undefined);
    await startEnvironment(running, templates, kinds);
    const { platform } = running;
    for (const connector of platform.connectors) {
      const trial = new PermissionTrial(session, platform, connector);
      for (const permission of trial.permissions()) {
        const name = `${connector.model.name} ${permission.action} ${permission.resource}`;
        if (only !== undefined && !name.includes(only)) continue;
        const row = await trial.without(permission);
        rows.push(row);
        console.log(`${row.seen ? 'seen  ' : 'UNSEEN'} ${row.connector}: ${row.action} on ${row.resource}: ${row.how}`);
      }
    }
  } finally {
    await supervisor.stopAll();
    eraseRunData(paths);
  }
  const table = new Table({
    head: ['', 'connector', 'without', 'on', 'what was seen', 's'],
    colWidths: [3, 32, 36, 60, 60, 6],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { seen, connector, action, resource, how, seconds } of rows) {
    table.push([seen ? '✓' : '✗', connector, action, resource, how, seconds.toFixed(0)]);
  }
  console.log(table.toString());
  const unseen = rows.filter(({ seen }) => !seen).length;
  console.log(`${rows.length - unseen} missed by name, ${unseen} not missed`);
  return unseen === 0 && rows.length > 0 ? 0 : 1;
}

main()
  .catch((error: unknown) => {
    console.error(error);
    return 1;
  })
  .then((exitCode) => process.exit(exitCode));
