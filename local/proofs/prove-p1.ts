import { join } from 'node:path';

import type { Kafka } from 'kafkajs';

import { LocalRunError } from '../local-run-error';
import type { RunnableJob, RunningConnector, RunningPlatform } from '../platform';
import type { StepLog } from '../report/step-log';
import { roleClient } from '../servers/kafka-client';
import { type PlayedChanges, playChanges } from '../steps/play-changes';
import { capturedTables, databaseOf, isSource } from './captured-tables';
import { ChangeCounter } from './change-counter';
import { customer, customerOfLongName, customerUpdated } from './p1-rows';
import { type Proof, WALKTHROUGH } from './proof';
import { type ArchiveComparison, ArchiveProver, consumedTopics, isArchive } from './prove-archive';
import { proveRerun } from './prove-rerun';
import { proveSnapshot } from './prove-snapshot';
import { proveTables } from './prove-tables';
import { UpsertProver } from './prove-upsert';
import { TopicReader } from './topic-reader';

const FOLDER = join(__dirname, '..', 'walkthroughs', WALKTHROUGH);

/** Customers of the sample. */
const CUSTOMERS = 8886;

/** The table that the walkthrough writes to. */
const TABLE = 'salesdb.CUSTOMER';

/** What the walkthrough is about: one way from a database's log to tables that SQL finds. */
export interface P1Parts {
  readonly source: RunningConnector;
  readonly sink: RunningConnector;
  readonly job: RunnableJob;
}

/** @returns undefined where the walkthrough's table does not go that way */
export function p1Parts({ connectors, jobs }: RunningPlatform): P1Parts | undefined {
  for (const source of connectors.filter(isSource)) {
    const topic = capturedTables(source).find(({ schema, table }) => `${schema}.${table}` === TABLE)?.topic;
    const sink = connectors.find((connector) => isArchive(connector) && connector.model.consumes.includes(topic ?? ''));
    const job = jobs.find(({ model }) => model.kind === 'batch' && model.topics.includes(topic ?? ''));
    if (sink !== undefined && job !== undefined) return { source, sink, job };
  }
  return undefined;
}

/** P1: MySQL → Debezium → Kafka → S3 archive → Delta tables → SQL. */
export async function proveP1(
  platform: RunningPlatform,
  { source, sink, job }: P1Parts,
  skipped: readonly string[],
  steps: StepLog,
): Promise<Proof[]> {
  const reader = operatorClient(platform);
  const captured = new TopicReader(
    reader,
    capturedTables(source).map((table) => table.topic),
  );
  const archive = new ArchiveProver(platform, sink, new TopicReader(reader, consumedTopics(sink)));
  const upsert = new UpsertProver(platform, job, WALKTHROUGH);
  const database = databaseOf(platform, source);
  const admin = { user: database.server.user, password: database.server.password };
  const step = <T>(name: string, work: () => Promise<T>): Promise<T> => steps.run(`${WALKTHROUGH}: ${name}`, work);

  let played: PlayedChanges = { c: 0, u: 0, d: 0 };
  const play = async (folder: string, as = database.writer): Promise<void> => {
    const changes = await playChanges(database, join(FOLDER, folder), as);
    played = { c: played.c + changes.c, u: played.u + changes.u, d: played.d + changes.d };
    await counter.waitFor(played);
    await archive.waitUntilComplete();
  };
  const upserted = async (name: string): Promise<Awaited<ReturnType<UpsertProver['show']>>> => {
    await step(`upsert ${name}`, () => upsert.job.run());
    return upsert.show();
  };

  const snapshot = await step('compare snapshot', () => proveSnapshot(platform, source, captured, 'P1.1'));
  const counter = await ChangeCounter.startAt(source, captured);
  const before = await step('compare archive', () => archive.compare());
  const first = await upserted('the snapshot');

  await step('insert rows', () => play('1-insert'));
  const inserted = await upserted('the inserts');

  await step('change rows', () => play('2-change'));
  const changed = await upserted('updates, a delete and an insert');

  const rerun = skipped.includes('P1.6')
    ? []
    : [await step('upsert again, replay and rebuild', () => proveRerun(platform, source, upsert, 'P1.6'))];
  await step('add a column', () => play('3-add-column', admin));
  const widened = await upserted('the added column');
  await step('change what is elsewhere on the server', () => play('4-elsewhere', admin));
  const unmoved = await upserted('what came after that');
  const after = await step('compare archive again', () => archive.compare());
  const tables = await step('compare tables with their sources', () => proveTables(platform, source, upsert, 'P1.8'));

  return [
    snapshot,
    archiveProof(before, after, played, counter.seen()),
    upsert.proof('P1.3', 'the first run of the job makes the table that SQL finds', first, {
      count: CUSTOMERS,
      rows: [customer(CUSTOMERS)],
    }),
    upsert.proof('P1.4', 'inserted rows are there after the next run', inserted, {
      count: CUSTOMERS + 3,
      rows: [customer(8887), customer(8888), customer(8889)],
    }),
    upsert.proof('P1.5', 'updated rows are changed, a deleted one is gone, a new one is there', changed, {
      count: CUSTOMERS + 3,
      rows: [customerUpdated(8888), customerUpdated(8889), customer(9000)],
      absent: [8887],
    }),
    ...rerun,
    upsert.proof('P1.7', 'a column that the source got arrives; rows from before have none', widened, {
      count: CUSTOMERS + 4,
      rows: [
        { ...customer(9000), phone: null },
        { ...customer(9001), phone: '+1 555 0100' },
      ],
    }),
    tables,
    upsert.proof(
      'P1.9',
      'statements elsewhere on the server and a wider column end nothing; NULL beside a default is NULL',
      unmoved,
      {
        count: CUSTOMERS + 6,
        rows: [
          { ...customer(9002), phone: null },
          { ...customerOfLongName(9003), phone: 'none' },
        ],
      },
    ),
  ];
}

/** Proofs look at topics as people do: with the role of the client host. */
function operatorClient({ kafka, operator }: RunningPlatform): Kafka {
  if (operator === undefined) throw new LocalRunError('the proofs read topics as the client host, and there is none');
  return roleClient(kafka, operator);
}

function archiveProof(
  before: ArchiveComparison,
  after: ArchiveComparison,
  played: PlayedChanges,
  changes: PlayedChanges,
): Proof {
  const sameChanges = JSON.stringify(played) === JSON.stringify(changes);
  const problems = [...before.problems.map((problem) => `before: ${problem}`), ...after.problems];
  return {
    pipeline: WALKTHROUGH,
    id: 'P1.2',
    claim: 'archive objects hold exactly the topics’ events, before and after inserts, updates and a delete',
    expected: `before ${before.eventCount}, after ${after.eventCount} events; changes ${describe(played)}`,
    actual: [
      `before ${before.archivedCount}, after ${after.archivedCount} events in ${after.objectCount} objects; changes ${describe(changes)}`,
      ...problems,
    ].join('; '),
    passed: problems.length === 0 && sameChanges && before.eventCount > 0 && after.eventCount > before.eventCount,
  };
}

function describe({ c, u, d }: PlayedChanges): string {
  return `${c} c, ${u} u, ${d} d`;
}
