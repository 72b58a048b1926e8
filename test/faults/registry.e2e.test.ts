import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

import type { ActorWriter } from '../support/actor-writer';
import { asPagilaAdmin } from '../support/as-admin';
import { AvroRun } from '../support/avro-run';
import { flatApp } from '../support/flat-app';
import { KeptRunFiles } from '../support/kept-run';
import { untilPositionStored } from '../support/kept-run-facts';
import { applyToLocalRun, type LocalRun, startLocalRun } from '../support/local-run';

const ROOT = resolve(__dirname, '..', '..');
const APP = join(ROOT, 'out', 'test', 'registry', 'cdk.out');
const FLAT_APP = join(ROOT, 'out', 'test', 'registry', 'flat.out');
/** Everything here waits for progress; this is for what makes none, on whatever machine. */
const PATIENCE = 15 * 60_000;
const SOURCE = 'tributary-dev-pagila-avro-cdc';
const SINK = 'tributary-dev-pagila-parquet';
const REGISTRY = /^registry-/;
/** Rows of one state of the table. */
const SOME = 40;

/** All tests are about the one run, in their order. */
const files = new KeptRunFiles(ROOT);
const avro = new AvroRun(files, { source: SOURCE, sink: SINK });
let run: LocalRun;

beforeAll(async () => {
  execFileSync(join(ROOT, 'node_modules', '.bin', 'cdk'), ['synth', '--quiet', '--output', APP], {
    cwd: ROOT,
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
  run = startLocalRun(['--app', APP, '--pipeline', 'pagila-parquet', '--keep', '--no-proofs']);
  await run.prints('stays up until Ctrl-C');
  await untilPositionStored(files, SOURCE);
  await avro.untilActorsCome(avro.startWriter());
}, PATIENCE);

afterAll(async () => {
  await avro.stopWriting();
  run?.kill('SIGINT');
  await run?.exitCode;
}, PATIENCE);

/** Kills the registry, which the run starts again by itself. */
async function killRegistry(time: string): Promise<void> {
  const name = avro.signal(REGISTRY, 'SIGKILL');
  await run.prints(`${name} ended (SIGKILL); started again, ${time} time`);
}

/** Gives the table another form while rows are written. */
async function alter(writer: ActorWriter, change: string): Promise<void> {
  await asPagilaAdmin(files, `ALTER TABLE public.actor ${change}`);
  await writer.writesOn(SOME);
}

/** Of rows that nobody has written since, no event has the value that a new column got by its default. */
async function tellAllAgain(): Promise<void> {
  await asPagilaAdmin(files, 'UPDATE public.actor SET stars = stars');
}

test(
  'a registry that is killed, or says nothing, is waited for while a table gets columns',
  async () => {
    const writer = avro.startWriter();
    for (const [time, column] of [
      ['1st', 'nickname TEXT'],
      ['2nd', 'stars INT NOT NULL DEFAULT 0'],
    ] as const) {
      const back = killRegistry(time);
      await alter(writer, `ADD COLUMN ${column}`);
      await back;
      await avro.untilActorsCome(writer);
    }
    avro.signal(REGISTRY, 'SIGSTOP');
    // For the registry it is one column less and one more that may be NULL.
    await alter(writer, 'RENAME COLUMN nickname TO alias');
    await files.logged(`connect-${SOURCE}`, /no answer within 10 s/);
    avro.signal(REGISTRY, 'SIGCONT');
    await avro.untilActorsCome(writer);
    expect(await avro.repetitions()).toBe(0);
  },
  PATIENCE,
);

test(
  'connectors that start while the registry is away come up once it answers, and no row is lost',
  async () => {
    const writer = avro.startWriter();
    // A source that is killed says again what it had no time to note.
    for (const connector of [SOURCE, SINK]) avro.signal(new RegExp(`^connect-${connector}$`), 'SIGKILL');
    for (const connector of [SOURCE, SINK]) await avro.untilWorkerAnswers(connector);
    await killRegistry('3rd');
    await avro.untilActorsCome(writer);
    await tellAllAgain();
    await avro.expectAllThere();
  },
  PATIENCE,
);

test(
  'a schema that the registry refuses stops the source by name, and all comes once its rule is set aside',
  async () => {
    const writer = avro.startWriter();
    await avro.untilActorsCome(writer);
    const before = await avro.repetitions();
    await alter(writer, 'ALTER COLUMN stars TYPE TEXT');
    await tellAllAgain();
    await run.prints(`✗ connector ${SOURCE}: task 0 FAILED: `);
    expect(run.output()).toMatch(/RuleViolationException: Incompatible artifact: pagila-avro\.public\.actor-value/);
    expect(await avro.createdActors()).not.toContain(writer.acknowledged.at(-1));
    await avro.setCompatibility('NONE');
    await avro.restartSource();
    await avro.untilActorsCome(writer);
    await avro.setCompatibility(undefined);
    await run.prints(`✓ connector ${SOURCE} works again`);
    await avro.expectAllThere();
    expect(await avro.repetitions()).toBe(before);
  },
  PATIENCE,
);

test(
  'a record that nobody can read is one dead letter, and those after it are rows',
  async () => {
    await avro.send({ key: 'poison', value: 'no Avro' });
    const writer = avro.startWriter();
    await writer.writesOn(SOME);
    await avro.stopWriting();
    await avro.untilStored(writer.acknowledged.at(-1));
    expect(await avro.deadLetters()).toBe(1);
  },
  PATIENCE,
);

test(
  'a truncation that flat rows could not tell stops the source by name',
  async () => {
    flatApp(APP, FLAT_APP, 'devCapturepagilaavro');
    const { exitCode, output } = await applyToLocalRun(['--app', FLAT_APP]);
    expect([exitCode, output]).toEqual([0, expect.any(String)]);
    await asPagilaAdmin(files, 'TRUNCATE public.film_category');
    const error = 'the table of topic `pagila-avro.public.film_category` must not be truncated where flat rows tell';
    await avro.untilSourceFails(error);
  },
  PATIENCE,
);
