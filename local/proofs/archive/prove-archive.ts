import { archiveBucket, archivesLines } from '../../model/archive-bucket';
import type { RunningConnector, RunningPlatform } from '../../session/running-platform';
import { recordDecoder } from '../avro/avro-records';
import { firstDifference } from '../compare-lists';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import { settle } from '../settle';
import type { TopicReader, TopicRecord } from '../topic-reader';
import { archiveLine, rowContent } from './archive-line';
import { type Archive, ArchiveReader } from './read-archive';
import { type SameEvent, sameText, sameValues } from './same-event';

/** By which an archive is proven to be one. */
export const ARCHIVE_CLAIM = 'archive objects hold exactly the topics’ events, each once and in order';

/** Beyond the longest time that records may wait for their object. */
const GRACE_SECONDS = 45;

/** Enough for offset and key, which a line begins with. */
const SHOWN_LENGTH = 160;

/** Every record of a sink's topics is in its archive, once and in order. */
export async function proveArchive(prover: ArchiveProver, subject: ProofSubject): Promise<Proof> {
  const { eventCount, archivedCount, objectCount, problems } = await prover.compare();
  return {
    ...subject,
    expected: `${eventCount} events`,
    actual: [`${archivedCount} events in ${objectCount} objects`, ...problems].join('; '),
    passed: problems.length === 0,
  };
}

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
  return archivesLines(connector.config);
}

/**
 * Compares one sink's archive with its topics: per partition the same events in the same order, none missing, none twice, and
 * where lines say so, each with the partition, offset and key that its record has.
 */
export class ArchiveProver {
  private readonly reader: ArchiveReader;
  private readonly same: SameEvent;

  /** @param topics reads the topics that the sink consumes */
  constructor(
    platform: RunningPlatform,
    private readonly sink: RunningConnector,
    private readonly topics: TopicReader,
  ) {
    const { config } = sink;
    const archived = consumedTopics(sink);
    this.same = recordDecoder(config) === undefined ? sameText : sameValues;
    this.reader = new ArchiveReader(
      platform.awsClient,
      archiveBucket(config) ?? '',
      config['s3.prefix'] ?? '',
      archived,
    );
  }

  /** Waits until as many events are archived as the topics hold, or nothing comes any more. */
  async waitUntilComplete(): Promise<void> {
    const wanted = count(expectedLines(await this.topics.read(), this.sink.config));
    await this.settle(
      async () => count((await this.reader.read()).events),
      (archived) => archived >= wanted,
    );
  }

  /** Waits as long as objects come, then says what differs. */
  async compare(): Promise<ArchiveComparison> {
    const before = expectedLines(await this.topics.read(), this.sink.config);
    return this.settle(
      async () => this.compareNow(before),
      ({ problems }) => problems.length === 0,
    );
  }

  /** @param before lines of what the topics held: they may never end, so only that has to be archived */
  private async compareNow(before: Lines): Promise<ArchiveComparison> {
    const archive = await this.reader.read();
    if (!hasMore(archive.events, before)) return compareEvents(before, archive, this.same);
    const now = expectedLines(await this.topics.read(), this.sink.config);
    return compareEvents(grownLines(before, now, archive.events), archive, this.same);
  }

  private settle<T>(compare: () => Promise<T>, isEqual: (result: T) => boolean): Promise<T> {
    return settle({
      compare,
      isEqual,
      // As the comparison has just seen it: to list an archive is most of what it costs.
      progress: async () => String(this.reader.objectCount),
      patience: Number(this.sink.config['rotate.interval.ms'] ?? 0) / 1000 + GRACE_SECONDS,
    });
  }
}

/** By `<topic>/<partition>`, in the order of their offsets. */
type Lines = ReadonlyMap<string, readonly string[]>;

function hasMore(archived: Lines, before: Lines): boolean {
  return [...archived].some(([place, lines]) => lines.length > (before.get(place)?.length ?? 0));
}

/** What there was before, and what came since as far as it is archived. */
export function grownLines(before: Lines, now: Lines, archived: Lines): Lines {
  const grown = [...now].map(([place, lines]) => {
    const count = Math.max(before.get(place)?.length ?? 0, archived.get(place)?.length ?? 0);
    return [place, lines.slice(0, count)] as const;
  });
  return new Map(grown.filter(([, lines]) => lines.length > 0));
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
export function compareEvents(
  expected: ReadonlyMap<string, readonly string[]>,
  archive: Archive,
  same: SameEvent = sameText,
): ArchiveComparison {
  const problems = archive.foreignKeys.map((key) => `no archive object: ${key}`);
  for (const place of new Set([...expected.keys(), ...archive.events.keys()])) {
    const wanted = expected.get(place) ?? [];
    const seen = archive.events.get(place) ?? [];
    const at = firstDifference(wanted, seen, same);
    if (at !== undefined) {
      problems.push(
        `${place}: ${wanted.length} events, ${seen.length} archived, first difference at ${at}: topic ${shown(wanted[at])}, archive ${shown(seen[at])}`,
      );
    }
  }
  return {
    eventCount: count(expected),
    archivedCount: count(archive.events),
    objectCount: archive.objectCount,
    problems,
  };
}

function shown(line: string | undefined): string {
  if (line === undefined) return 'nothing';
  return line.length > SHOWN_LENGTH ? `${line.slice(0, SHOWN_LENGTH)}…` : line;
}

function count(events: ReadonlyMap<string, readonly string[]>): number {
  return [...events.values()].reduce((sum, list) => sum + list.length, 0);
}
