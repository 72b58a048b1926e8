import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningConnector, RunningPlatform } from '../platform';
import { archiveLine, rowContent } from './archive-line';
import { sameJson } from './comparable-json';
import { firstDifference } from './compare-lists';
import { type Archive, ArchiveReader } from './read-archive';
import type { TopicReader, TopicRecord } from './topic-reader';

const POLL_MILLISECONDS = 500;

/** Beyond the longest time that records may wait for their object. */
const GRACE_SECONDS = 45;

/** What an archive holds, set against its topics. */
export interface ArchiveComparison {
  readonly eventCount: number;
  readonly archivedCount: number;
  readonly objectCount: number;
  readonly problems: readonly string[];
}

/** Topics that a sink's configuration names. */
export function consumedTopics({ config }: RunningConnector): string[] {
  return (config.topics ?? '').split(',').map((topic) => topic.trim());
}

export function isArchive(connector: RunningConnector): boolean {
  return connector.config['s3.bucket.name'] !== undefined;
}

/**
 * Compares one sink's archive with its topics: per partition the same events in the same order, none missing, none twice, and
 * where lines say so, each with the partition, offset and key that its record has.
 */
export class ArchiveProver {
  private readonly reader: ArchiveReader;

  /** @param topics reads the topics that the sink consumes */
  constructor(
    platform: RunningPlatform,
    private readonly sink: RunningConnector,
    private readonly topics: TopicReader,
  ) {
    const { config } = sink;
    this.reader = new ArchiveReader(platform.awsClient, config['s3.bucket.name'] ?? '', config['s3.prefix'] ?? '');
  }

  /** Waits until as many events are archived as the topics hold, as long as the sink may hold them back. */
  async waitUntilComplete(): Promise<void> {
    const wanted = count(expectedLines(await this.topics.read(), this.sink.config));
    const deadline = this.deadline();
    while (count((await this.reader.read()).events) < wanted && Date.now() < deadline) await sleep(POLL_MILLISECONDS);
  }

  /** Waits as long as the sink may hold records back, then says what differs. */
  async compare(): Promise<ArchiveComparison> {
    const expected = expectedLines(await this.topics.read(), this.sink.config);
    const deadline = this.deadline();
    for (;;) {
      const comparison = compareEvents(expected, await this.reader.read());
      if (comparison.problems.length === 0 || Date.now() > deadline) return comparison;
      await sleep(POLL_MILLISECONDS);
    }
  }

  private deadline(): number {
    return Date.now() + Number(this.sink.config['rotate.interval.ms'] ?? 0) + GRACE_SECONDS * 1000;
  }
}

/** Lines that a sink should make of the records of its topics, by `<topic>/<partition>`. */
export function expectedLines(
  topics: ReadonlyMap<string, readonly TopicRecord[]>,
  sink: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly string[]> {
  const content = rowContent(sink);
  const expected = new Map<string, string[]>();
  for (const [topic, records] of topics) {
    for (const record of records) {
      if (record.value === null && sink.tombstones !== 'write') continue;
      const place = `${topic}/${record.partition}`;
      const lines = expected.get(place) ?? [];
      lines.push(archiveLine(record, content));
      expected.set(place, lines);
    }
  }
  return expected;
}

/** @param expected lines by `<topic>/<partition>`, in the order of their offsets */
export function compareEvents(expected: ReadonlyMap<string, readonly string[]>, archive: Archive): ArchiveComparison {
  const problems = archive.foreignKeys.map((key) => `no archive object: ${key}`);
  for (const place of new Set([...expected.keys(), ...archive.events.keys()])) {
    const wanted = expected.get(place) ?? [];
    const seen = archive.events.get(place) ?? [];
    const at = firstDifference(wanted, seen, sameJson);
    if (at !== undefined)
      problems.push(`${place}: ${wanted.length} events, ${seen.length} archived, first difference at ${at}`);
  }
  return {
    eventCount: count(expected),
    archivedCount: count(archive.events),
    objectCount: archive.objectCount,
    problems,
  };
}

function count(events: ReadonlyMap<string, readonly string[]>): number {
  return [...events.values()].reduce((sum, list) => sum + list.length, 0);
}
