import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { readRegistry } from '../../local/processes/process-registry';
import { TopicReader } from '../../local/proofs/topic-reader';
import { asAdmin } from '../support/as-admin';
import { untilStreaming } from '../support/customer-writer';
import { KeptProvers } from '../support/kept-provers';
import { KeptRunFiles } from '../support/kept-run';
import { untilPositionStored, workersOf } from '../support/kept-run-facts';
import { type CommandResult, commandLocalRun, type LocalRun, startLocalRun } from '../support/local-run';
import { SteadyWriter } from '../support/steady-writer';

const ROOT = resolve(__dirname, '..', '..');
const APP = join(ROOT, 'out', 'test', 'restarts', 'cdk.out');
/** Everything here waits for progress; this is for what makes none, on whatever machine. */
const PATIENCE = 30 * 60_000;
const SOURCE = 'tributary-dev-salesdb-cdc';
const SINK = 'tributary-dev-salesdb-archive';
const ITEMS = 'tributary-dev-salesdb-dynamodb';
const LOG = 'tributary-dev-salesdb-log';
const GENERATOR = 'tributary-dev-orders-generator';
const CUSTOMERS = 'salesdb.salesdb.CUSTOMER';

/** All tests are about the one run, in their order. */
const files = new KeptRunFiles(ROOT);
let run: LocalRun;
let folder: string;
let writer: SteadyWriter;

const tell = (...args: string[]): Promise<CommandResult> => commandLocalRun(args);

beforeAll(async () => {
  execFileSync(join(ROOT, 'node_modules', '.bin', 'cdk'), ['synth', '--quiet', '--output', APP], {
    cwd: ROOT,
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
  run = startLocalRun(['--app', APP, '--keep', '--no-proofs']);
  await run.prints('stays up until Ctrl-C');
  folder = realpathSync(join(ROOT, 'out', 'local', 'latest'));
  await untilStreaming(files);
  await untilPositionStored(files, SOURCE);
  writer = new SteadyWriter(files, 50_000);
}, PATIENCE);

afterAll(async () => {
  await writer?.stop();
  run?.kill('SIGINT');
  await run?.exitCode;
});

/** Kills a process of the run, as the kernel does when memory is short. */
function killServer(name: RegExp): string {
  const found = readRegistry(folder)?.processes.find((process) => name.test(process.name));
  if (found === undefined) throw new Error(`the run has no process like ${name}`);
  process.kill(found.pid, 'SIGKILL');
  return found.name;
}

/** Resolves once events of transactions have come to the topic that began after it was called. */
async function untilEventsCome(): Promise<void> {
  await writer.writesOn();
  const wanted = writer.acknowledged.at(-1);
  const topic = new TopicReader(files.kafka(), [CUSTOMERS]);
  for (;;) {
    const records = (await topic.read()).get(CUSTOMERS) ?? [];
    if (records.some(({ value }) => value?.includes(`"CUST_ID":${wanted},`))) return;
    await sleep(500);
  }
}

test.each([
  ['the worker of the sink', new RegExp(`^connect-${SINK}$`)],
  ['the worker of the items', new RegExp(`^connect-${ITEMS}$`)],
  ['the worker of the log in Iceberg', new RegExp(`^connect-${LOG}$`)],
  ['the worker of the generator', new RegExp(`^connect-${GENERATOR}$`)],
  ['the worker of the source', new RegExp(`^connect-${SOURCE}$`)],
  ['the broker', /^kafka$/],
  ['the database', /^mysql-/],
  ['the query engine', /^trino$/],
])(
  '%s comes back after a kill, while rows change',
  async (_, server) => {
    await untilEventsCome();
    const name = killServer(server);
    await run.prints(`${name} ended (SIGKILL); started again, 1st time`);
    await untilEventsCome();
  },
  PATIENCE,
);

test('no connector became a new one by it', async () => {
  const admin = files.kafka().admin();
  await admin.connect();
  const topics = await admin.listTopics().finally(() => admin.disconnect());
  const internal = topics.filter((topic) => topic.startsWith('__amazon_msk_connect_configs_')).sort();
  expect(internal).toEqual(
    workersOf(files).map((name) => `__amazon_msk_connect_configs_${name}_00000000-0000-0000-0000-000000000000-1`),
  );
});

test(
  'a run of a job that is killed has failed, which is told, and the next run goes on',
  async () => {
    const killed = tell('local:job', 'salesdb-delta');
    await run.prints('job-Upsert');
    killServer(/^job-Upsert/);
    expect(await killed).toMatchObject({
      exitCode: 1,
      output: expect.stringMatching(/✗ Upsert\w+ failed \(SIGKILL\)/),
    });
    const next = await tell('local:job', 'salesdb-delta');
    expect([next.exitCode, next.output]).toEqual([
      0,
      expect.stringMatching(/✓ Upsert\w+, .*salesdb_customer \d+ upserted/),
    ]);
  },
  PATIENCE,
);

test(
  'what was committed meanwhile is in topics, archive and items, row by row, and nothing else is',
  async () => {
    await writer.stop();
    const provers = new KeptProvers(files, join(folder, 'data', 'tls', 'ca.pem'));
    expect(await provers.differingTables(SOURCE)).toEqual([]);
    const { problems, archivedCount, eventCount } = await provers.archived(SINK);
    expect([problems, archivedCount]).toEqual([[], eventCount]);
    expect(await provers.differingItems(SOURCE, ITEMS)).toEqual([]);
    const events = (await new TopicReader(files.kafka(), [CUSTOMERS]).read()).get(CUSTOMERS) ?? [];
    const created = new Set(events.map(({ value }) => (value === null ? undefined : createdId(value))));
    expect(writer.acknowledged.length).toBeGreaterThan(100);
    expect(writer.acknowledged.filter((id) => !created.has(id))).toEqual([]);
  },
  PATIENCE,
);

test(
  'every end of every way is right, logs and states of Iceberg among them',
  async () => {
    const proven = await tell('local:prove', '--skip-proof', 'rerun');
    expect([proven.exitCode, proven.output]).toEqual([0, expect.stringContaining('salesdb-state tables')]);
  },
  PATIENCE,
);

test(
  'status and report say how often what was started again, and that all is well',
  async () => {
    const status = await tell('local:status');
    expect([status.exitCode, status.output.match(/started again once/g)]).toEqual([
      0,
      Array(8).fill('started again once'),
    ]);
    const report = files.report();
    expect([report.passed, report.deaths]).toEqual([true, []]);
    expect(
      report.servers.flatMap(({ restarts }) => restarts.map(({ of, cause }) => cause === `${of} ended (SIGKILL)`)),
    ).toEqual(Array(8).fill(true));
  },
  PATIENCE,
);

test(
  'a task that no restart mends is dead, with its cause',
  async () => {
    await asAdmin(files, 'ALTER TABLE salesdb.SUPPLIER ADD INDEX ((SUPPLIER_ID + 1))');
    await asAdmin(files, "UPDATE salesdb.SUPPLIER SET NAME = 'last' WHERE SUPPLIER_ID = 1");
    await run.prints(`✗ connector ${SOURCE}: task 0 FAILED: `);
    expect(run.output()).toMatch(/✗ connector .* FAILED: .*SUPPLIER.*; 3 restarts in a row did not mend it; log: /);
    expect((await tell('local:status')).exitCode).toBe(1);
  },
  PATIENCE,
);

test(
  'what moto held is lost with it, which is told, and such a run does not end with 0',
  async () => {
    killServer(/^aws$/);
    await run.prints(
      '✗ aws ended (SIGKILL); all objects, items, secrets and the catalog were in its memory and are lost',
    );
    const status = await tell('local:status');
    expect([status.exitCode, status.output]).toEqual([1, expect.stringMatching(/did not pass: .*; 2 deaths/)]);
    expect(files.report()).toMatchObject({
      passed: false,
      deaths: expect.arrayContaining([expect.stringMatching(/^aws ended/)]),
    });
    run.kill('SIGINT');
    expect(await run.exitCode).toBe(1);
    expect(run.output().trimEnd().split('\n').at(-1)).toMatch(/^✗ not passed \(nothing was to be proven; 2 deaths\)/);
    expect(run.leftRunning()).toEqual([]);
  },
  PATIENCE,
);

function createdId(event: string): number | undefined {
  const { op, after } = JSON.parse(event) as { op: string; after: { CUST_ID: string | number } | null };
  return op === 'c' && after !== null ? Number(after.CUST_ID) : undefined;
}
