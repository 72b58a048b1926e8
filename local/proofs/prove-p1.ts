import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { LocalRunError } from '../local-run-error';
import type { RunningConnector, RunningPlatform } from '../platform';
import type { StepLog } from '../report/step-log';
import { connectorStatus, hasFailed } from '../steps/create-connector';
import { type PlayedChanges, playChanges } from '../steps/play-changes';
import { capturedTables, databaseOf, isSource } from './captured-tables';
import type { Proof } from './proof';
import { type ArchiveComparison, ArchiveProver, consumedTopics, isArchive } from './prove-archive';
import { proveSnapshot } from './prove-snapshot';
import { TopicReader, type TopicRecord } from './topic-reader';

const WALKTHROUGH = join(__dirname, '..', 'walkthroughs', 'P1');
const CHANGES_SECONDS = 60;
const POLL_MILLISECONDS = 500;

/** The envelope's kind of change; far cheaper than parsing a hundred thousand events. */
const OPERATION = /"op":\s*"(\w)"/;

/** A pipeline without the connectors that its proofs are about. */
export class PipelineShapeError extends LocalRunError {}

/** P1: MySQL → Debezium → Kafka → S3 archive. */
export async function proveP1(platform: RunningPlatform, pipeline: string, steps: StepLog): Promise<Proof[]> {
  const connectors = platform.connectors.filter((connector) => connector.model.pipeline === pipeline);
  const source = connectors.find(isSource);
  const sink = connectors.find(isArchive);
  if (source === undefined || sink === undefined) {
    throw new PipelineShapeError(`${pipeline} must have a source with \`table.include.list\` and an archive sink`);
  }
  const { bootstrapServers } = platform.kafka;
  const captured = new TopicReader(
    bootstrapServers,
    capturedTables(source).map((table) => table.topic),
  );
  const archive = new ArchiveProver(platform, sink, new TopicReader(bootstrapServers, consumedTopics(sink)));
  const database = databaseOf(platform, source);

  const snapshot = await steps.run(`${pipeline}: compare snapshot`, () =>
    proveSnapshot(platform, source, captured, 'P1.1'),
  );
  const before = await steps.run(`${pipeline}: compare archive`, () => archive.compare());
  const seen = countOperations(await captured.read());
  const played = await steps.run(`${pipeline}: play changes`, () => playChanges(database, WALKTHROUGH));
  const changes = await steps.run(`${pipeline}: wait for changes`, () =>
    waitForChanges(source, captured, seen, played),
  );
  const after = await steps.run(`${pipeline}: compare archive again`, () => archive.compare());
  return [snapshot, archiveProof(pipeline, before, after, played, changes)];
}

function archiveProof(
  pipeline: string,
  before: ArchiveComparison,
  after: ArchiveComparison,
  played: PlayedChanges,
  changes: PlayedChanges,
): Proof {
  const sameChanges = JSON.stringify(played) === JSON.stringify(changes);
  const problems = [...before.problems.map((problem) => `before: ${problem}`), ...after.problems];
  return {
    pipeline,
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

async function waitForChanges(
  source: RunningConnector,
  captured: TopicReader,
  before: PlayedChanges,
  played: PlayedChanges,
): Promise<PlayedChanges> {
  const deadline = Date.now() + CHANGES_SECONDS * 1000;
  for (;;) {
    const now = countOperations(await captured.read());
    const changes = { c: now.c - before.c, u: now.u - before.u, d: now.d - before.d };
    const complete = changes.c >= played.c && changes.u >= played.u && changes.d >= played.d;
    const status = await connectorStatus(source.worker, source.model.name);
    const stopped = status !== undefined && hasFailed(status);
    if (complete || stopped || Date.now() > deadline) return changes;
    await sleep(POLL_MILLISECONDS);
  }
}

function countOperations(topics: ReadonlyMap<string, readonly TopicRecord[]>): PlayedChanges {
  const counts = { c: 0, u: 0, d: 0 };
  for (const records of topics.values()) {
    for (const { value } of records) {
      const op = value === null ? undefined : OPERATION.exec(value)?.[1];
      if (op === 'c' || op === 'u' || op === 'd') counts[op] += 1;
    }
  }
  return counts;
}
