import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { handler } from '../../lib/registry/handler/handler';
import { readRegistry } from '../../local/processes/process-registry';
import { avroDecoder } from '../../local/proofs/avro/avro-records';
import { TopicReader } from '../../local/proofs/topic-reader';
import { topicOffsets } from '../../local/servers/fetch-records';
import { ActorWriter } from '../support/actor-writer';
import { asPagilaAdmin } from '../support/as-admin';
import { KeptRunFiles } from '../support/kept-run';
import { untilPositionStored } from '../support/kept-run-facts';
import { commandLocalRun, type LocalRun, startLocalRun } from '../support/local-run';

const ROOT = resolve(__dirname, '..', '..');
const APP = join(ROOT, 'out', 'test', 'registry', 'cdk.out');
/** Everything here waits for progress; this is for what makes none, on whatever machine. */
const PATIENCE = 15 * 60_000;
const CAPTURE = 'pagila-avro';
const SOURCE = `tributary-dev-${CAPTURE}-cdc`;
const SINK = 'tributary-dev-pagila-parquet';
const ACTORS = `${CAPTURE}.public.actor`;
const DEAD_LETTERS = `dead-letter.${SINK}`;
const REGISTRY = /^registry-/;
/** Rows of one state of the table. */
const SOME = 40;

/** All tests are about the one run, in their order. */
const files = new KeptRunFiles(ROOT);
let run: LocalRun;
let folder: string;
let writer: ActorWriter;

beforeAll(async () => {
  execFileSync(join(ROOT, 'node_modules', '.bin', 'cdk'), ['synth', '--quiet', '--output', APP], {
    cwd: ROOT,
    env: { ...process.env, CDK_VALIDATION: 'false' },
    stdio: 'pipe',
  });
  run = startLocalRun(['--app', APP, '--pipeline', 'pagila-parquet', '--keep', '--no-proofs']);
  await run.prints('stays up until Ctrl-C');
  folder = realpathSync(join(ROOT, 'out', 'local', 'latest'));
  writer = new ActorWriter(files);
  await untilPositionStored(files, SOURCE);
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

/** Kills one that the run starts again by itself. */
async function killRegistry(time: string): Promise<void> {
  const name = killServer(REGISTRY);
  await run.prints(`${name} ended (SIGKILL); started again, ${time} time`);
}

function actorsTopic(): TopicReader {
  const url = files.configuration(SOURCE)['value.converter.apicurio.registry.url'] ?? '';
  return new TopicReader(files.kafka(), [ACTORS], avroDecoder(url));
}

/** Numbers of the actors that the topic says were made, as often as it says so. */
async function createdActors(topic: TopicReader): Promise<number[]> {
  const records = (await topic.read()).get(ACTORS) ?? [];
  return records.flatMap(({ value }) => {
    const { op, after } = JSON.parse(value ?? '{}') as { op?: string; after?: { actor_id: number } };
    return op === 'c' && after !== undefined ? [Number(after.actor_id)] : [];
  });
}

/** Resolves once an actor is in the topic that was written after it was called. */
async function untilActorsCome(topic: TopicReader): Promise<void> {
  await writer.writesOn(1);
  const wanted = writer.acknowledged.at(-1) ?? 0;
  while (!(await createdActors(topic)).includes(wanted)) await sleep(500);
}

/** How many letters there are that nobody could read. */
async function deadLetters(): Promise<number> {
  const offsets = await topicOffsets(files.kafka(), [DEAD_LETTERS]);
  return [...offsets.values()].reduce((sum, { start, end }) => sum + end - start, 0);
}

/** The source's rows are in the topics, the topics' records are the rows of the objects, each once; none was given up. */
async function expectAllThere(): Promise<void> {
  const proven = await commandLocalRun(['local:prove', '--skip-proof', 'rerun']);
  expect([proven.exitCode, proven.output]).toEqual([0, expect.stringContaining('✓ passed')]);
  expect(await deadLetters()).toBe(0);
  const created = await createdActors(actorsTopic());
  expect(new Set(created).size).toBe(created.length);
  const known = new Set(created);
  const written = [...writer.acknowledged];
  await untilActorsCome(actorsTopic());
  expect(written.filter((id) => id >= (created[0] ?? 0) && !known.has(id) && id <= (created.at(-1) ?? 0))).toEqual([]);
}

test(
  'a registry that is killed while a table gets columns loses and doubles no row',
  async () => {
    const topic = actorsTopic();
    await untilActorsCome(topic);
    const back = killRegistry('1st');
    await asPagilaAdmin(files, 'ALTER TABLE public.actor ADD COLUMN nickname TEXT');
    await writer.writesOn(SOME);
    await back;
    await untilActorsCome(topic);
    const backAgain = killRegistry('2nd');
    await asPagilaAdmin(files, 'ALTER TABLE public.actor ADD COLUMN stars INT NOT NULL DEFAULT 0');
    await writer.writesOn(SOME);
    await backAgain;
    await untilActorsCome(topic);
    await expectAllThere();
  },
  PATIENCE,
);
