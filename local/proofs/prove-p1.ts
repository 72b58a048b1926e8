import { join } from 'node:path';

import type { RunnableJob, RunningConnector, RunningPlatform } from '../platform';
import type { StepLog } from '../report/step-log';
import { type PlayedChanges, playChanges } from '../steps/play-changes';
import type { CapturedLog } from './captured-log';
import { capturedTables, isSource } from './captured-tables';
import { customer, customerOfLongName, customerUpdated } from './p1-rows';
import { type Proof, WALKTHROUGH } from './proof';
import type { ProofLog } from './proof-log';
import { type ArchiveComparison, type ArchiveProver, isArchive } from './prove-archive';
import { isAskedFor, UpsertProver } from './prove-upsert';

const FOLDER = join(__dirname, '..', 'walkthroughs', WALKTHROUGH);

/** Customers of the sample. */
const CUSTOMERS = 8886;

/** The table that the walkthrough writes to. */
const TABLE = 'salesdb.CUSTOMER';

const ARCHIVE_CLAIM = 'archive objects hold exactly the topics’ events, before and after inserts, updates and a delete';

/** What the walkthrough is about: one way from a database's log to tables that SQL finds. */
export interface P1Parts {
  readonly source: RunningConnector;
  readonly sink: RunningConnector;
  readonly job: RunnableJob;
}

/** @returns undefined where the walkthrough's table does not go that way */
export function p1Parts({ connectors, jobs, queries }: RunningPlatform): P1Parts | undefined {
  if (!isAskedFor(queries)) return undefined;
  for (const source of connectors.filter(isSource)) {
    const topic = capturedTables(source).find(({ schema, table }) => `${schema}.${table}` === TABLE)?.topic;
    const sink = connectors.find((connector) => isArchive(connector) && connector.model.consumes.includes(topic ?? ''));
    const job = jobs.find(({ model }) => model.kind === 'batch' && model.topics.includes(topic ?? ''));
    if (sink !== undefined && job !== undefined) return { source, sink, job };
  }
  return undefined;
}

/** Proofs of the walkthrough that are about all tables, by the claim that holds for any. */
export const P1_IDS = { snapshot: 'P1.1', rerun: 'P1.6', tables: 'P1.8' } as const;

/** The one about the archive. */
export const P1_ARCHIVE_ID = 'P1.2';

/**
 * P1: MySQL → Debezium → Kafka → S3 archive → Delta tables → SQL. Each proof is in the log as soon as it is decided; what holds
 * for any table is proven before and after.
 */
export async function proveP1(
  platform: RunningPlatform,
  job: RunnableJob,
  captured: CapturedLog,
  archive: ArchiveProver,
  steps: StepLog,
  log: ProofLog,
): Promise<void> {
  const upsert = new UpsertProver(platform, job, WALKTHROUGH);
  const { database } = captured;
  const admin = { user: database.server.user, password: database.server.password };
  const step = <T>(name: string, work: () => Promise<T>): Promise<T> => steps.run(`${WALKTHROUGH}: ${name}`, work);

  const prepare = <T>(name: string, work: () => Promise<T>): Promise<() => T> =>
    log.prepare(name, () => step(name, work));
  const prove = (id: string, claim: string, work: () => Promise<Proof>): Promise<void> =>
    log.attempt({ pipeline: WALKTHROUGH, id, claim }, work);

  let played: PlayedChanges = { c: 0, u: 0, d: 0 };
  const start = seenChanges(captured);
  const seen = (): PlayedChanges => {
    const now = seenChanges(captured);
    return { c: now.c - start.c, u: now.u - start.u, d: now.d - start.d };
  };
  const play = async (folder: string, as = database.writer): Promise<void> => {
    const changes = await playChanges(database, join(FOLDER, folder), as);
    played = { c: played.c + changes.c, u: played.u + changes.u, d: played.d + changes.d };
    await captured.waitFor(() => seen().c >= played.c && seen().u >= played.u && seen().d >= played.d);
    await archive.waitUntilComplete();
  };
  const proveUpsert = (
    id: string,
    claim: string,
    what: string,
    needs: () => void,
    expected: Parameters<UpsertProver['proof']>[3],
  ): Promise<void> =>
    prove(id, claim, async () => {
      needs();
      await step(`upsert ${what}`, () => upsert.job.run());
      return upsert.proof(id, claim, await upsert.show(), expected);
    });

  const before = await prepare('compare archive', () => archive.compare());
  await proveUpsert('P1.3', 'the first run of the job makes the table that SQL finds', 'the snapshot', () => {}, {
    count: CUSTOMERS,
    rows: [customer(CUSTOMERS)],
  });

  const inserted = await prepare('insert rows', () => play('1-insert'));
  await proveUpsert('P1.4', 'inserted rows are there after the next run', 'the inserts', inserted, {
    count: CUSTOMERS + 3,
    rows: [customer(8887), customer(8888), customer(8889)],
  });

  const changed = await prepare('change rows', async () => {
    inserted();
    await play('2-change');
  });
  await proveUpsert(
    'P1.5',
    'updated rows are changed, a deleted one is gone, a new one is there',
    'updates, a delete and an insert',
    changed,
    {
      count: CUSTOMERS + 3,
      rows: [customerUpdated(8888), customerUpdated(8889), customer(9000)],
      absent: [8887],
    },
  );

  const widened = await prepare('add a column', async () => {
    changed();
    await play('3-add-column', admin);
  });
  await proveUpsert(
    'P1.7',
    'a column that the source got arrives; rows from before have none',
    'the added column',
    widened,
    {
      count: CUSTOMERS + 4,
      rows: [
        { ...customer(9000), phone: null },
        { ...customer(9001), phone: '+1 555 0100' },
      ],
    },
  );

  const unmoved = await prepare('change what is elsewhere on the server', async () => {
    widened();
    await play('4-elsewhere', admin);
  });
  await proveUpsert(
    'P1.9',
    'statements elsewhere on the server and a wider column end nothing; NULL beside a default is NULL',
    'what came after that',
    unmoved,
    {
      count: CUSTOMERS + 6,
      rows: [
        { ...customer(9002), phone: null },
        { ...customerOfLongName(9003), phone: 'none' },
      ],
    },
  );
  await prove(P1_ARCHIVE_ID, ARCHIVE_CLAIM, async () => {
    unmoved();
    const after = await step('compare archive again', () => archive.compare());
    return archiveProof(before(), after, played, seen());
  });
}

function seenChanges({ tables, topics }: CapturedLog): PlayedChanges {
  const sum = (kind: string): number => tables.reduce((total, { topic }) => total + topics.count(topic, kind), 0);
  return { c: sum('c'), u: sum('u'), d: sum('d') };
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
    id: P1_ARCHIVE_ID,
    claim: ARCHIVE_CLAIM,
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
