import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { isIcebergSink } from '../../local/model/iceberg-sink';
import { isArchive } from '../../local/proofs/archive/prove-archive';
import { ArchiveReader } from '../../local/proofs/archive/read-archive';
import { CapturedLog } from '../../local/proofs/captured/captured-log';
import { capturedTables, databaseOf, isSource } from '../../local/proofs/captured/captured-tables';
import { IcebergProver } from '../../local/proofs/iceberg/iceberg-prover';
import { queryEngineOf } from '../../local/proofs/tables/target-tables';
import { TopicReader } from '../../local/proofs/topic-reader';
import { privilegedClient } from '../../local/servers/kafka-client';
import type { RunningConnector, RunningPlatform } from '../../local/session/running-platform';
import { changeEverything } from './exercise';

const POLL_MILLISECONDS = 500;
const PATIENCE_MILLISECONDS = 180_000;

/** A sink's archive, and ends of its topics up to which it is known to be complete. */
interface Archived {
  readonly topics: readonly string[];
  readonly reader: ArchiveReader;
  complete?: Ends;
}

/** Ends of partitions, by topic. */
type Ends = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** What flows while trials go on, and how far it came. */
export class Flow {
  private readonly archives: readonly Archived[];
  private readonly logs: readonly RunningConnector[];

  constructor(private readonly platform: RunningPlatform) {
    this.archives = platform.connectors.filter(isArchive).map(({ model, config }) => ({
      topics: model.consumes,
      reader: new ArchiveReader(
        platform.awsClient,
        config['s3.bucket.name'] ?? '',
        config['s3.prefix'] ?? '',
        model.consumes,
      ),
    }));
    // Whose rows only a query engine tells.
    this.logs =
      platform.queryEngine === undefined ? [] : platform.connectors.filter(({ config }) => isIcebergSink(config));
  }

  /** Waits until topics hold what tables do, and snapshots are over: a change comes after them. */
  async begin(): Promise<void> {
    const client = privilegedClient(this.platform.kafka);
    for (const connector of this.platform.connectors.filter(isSource)) {
      const differences = await new CapturedLog(this.platform, connector, client).compareTopics();
      const behind = differences.filter(({ count }) => count > 0);
      if (behind.length > 0) throw new Error(`topics lack rows of ${behind.map(({ table }) => table.table)}`);
    }
    await this.change();
  }

  /** Changes a row of every captured table, and waits until each topic got something. */
  async change(): Promise<void> {
    for (const connector of this.platform.connectors.filter(isSource)) {
      const tables = capturedTables(connector);
      const topics = tables.map(({ topic }) => topic);
      const before = await this.ends(topics);
      await changeEverything(databaseOf(this.platform, connector), tables);
      await until(`a change of each table that ${connector.model.name} captures`, async () => {
        const ends = await this.ends(topics);
        return topics.every((topic) => sum(ends.get(topic)) > sum(before.get(topic)));
      });
    }
  }

  /** Waits until all that topics hold now is in every archive and every log. */
  async arrive(): Promise<void> {
    const client = privilegedClient(this.platform.kafka);
    for (const sink of this.logs) {
      const topics = new TopicReader(client, sink.model.consumes);
      const { problems } = await new IcebergProver(sink, topics, () => queryEngineOf(this.platform)).compare();
      if (problems.length > 0) throw new Error(`${sink.model.name} lacks rows: ${problems.join('; ')}`);
    }
    for (const archive of this.archives) {
      const { topics, reader } = archive;
      const ends = await this.ends(topics);
      if (isDeepStrictEqual(ends, archive.complete)) continue;
      await until('all records in the archive', async () => {
        const { events } = await reader.read();
        return [...ends].every(([topic, offsets]) =>
          [...offsets].every(([partition, end]) => (events.get(`${topic}/${partition}`)?.length ?? 0) >= end),
        );
      });
      archive.complete = ends;
    }
  }

  private async ends(topics: readonly string[]): Promise<Ends> {
    const admin = privilegedClient(this.platform.kafka).admin();
    await admin.connect();
    try {
      const all = new Map<string, Map<number, number>>();
      for (const topic of topics) {
        const offsets = await admin.fetchTopicOffsets(topic);
        all.set(topic, new Map(offsets.map(({ partition, high }) => [partition, Number(high)])));
      }
      return all;
    } finally {
      await admin.disconnect();
    }
  }
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MILLISECONDS; !(await isSo()); ) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(POLL_MILLISECONDS);
  }
}

function sum(offsets: ReadonlyMap<number, number> | undefined): number {
  return [...(offsets?.values() ?? [])].reduce((total, end) => total + end, 0);
}
