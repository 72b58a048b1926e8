import { archiveBucket, archivesRows } from '../../model/archive-bucket';
import type { RunningConnector, RunningPlatform } from '../../session/running-platform';
import { consumedTopics, grownLines } from '../archive/prove-archive';
import { canonicalJson } from '../canonical-value';
import { firstDifference } from '../compare-lists';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import { settle } from '../settle';
import type { TopicReader } from '../topic-reader';
import { RowsReader, type StoredRows } from './read-objects';

export const PARQUET_CLAIM =
  'objects of Parquet hold exactly the topics’ records as rows, value by value, each once and in order';

/** Beyond the longest time that records may wait for their object. */
const GRACE_SECONDS = 45;
const SHOWN_LENGTH = 240;

export function keepsRows(connector: RunningConnector): boolean {
  return archivesRows(connector.config);
}

/** Every record of a sink's topics is a row of its objects, once and in order. */
export async function proveParquet(prover: ParquetProver, subject: ProofSubject): Promise<Proof> {
  const { recordCount, rowCount, objectCount, problems } = await prover.compare();
  return {
    ...subject,
    expected: `${recordCount} records`,
    actual: [`${rowCount} rows in ${objectCount} objects`, ...problems].join('; '),
    passed: problems.length === 0,
  };
}

/** What objects hold, set against their topics. */
export interface ParquetComparison {
  readonly recordCount: number;
  readonly rowCount: number;
  readonly objectCount: number;
  readonly problems: readonly string[];
}

/** Values by `<topic>/<partition>`, in the order of their offsets. */
type Values = ReadonlyMap<string, readonly string[]>;

/** Compares one sink's objects with its topics, by another reader than any that is deployed. */
export class ParquetProver {
  private readonly rows: RowsReader;

  /** @param topics reads the topics that the sink consumes, as text */
  constructor(
    platform: RunningPlatform,
    private readonly sink: RunningConnector,
    private readonly topics: TopicReader,
  ) {
    const { config } = sink;
    const prefix = config['s3.prefix'] ?? '';
    this.rows = new RowsReader(platform.awsClient, archiveBucket(config) ?? '', prefix, consumedTopics(sink));
  }

  /** Waits until there are as many rows as the topics hold records, or nothing comes any more. */
  async waitUntilComplete(): Promise<void> {
    await this.settle(count(await this.expected()));
  }

  /** Waits as long as objects come, then says what differs. */
  async compare(): Promise<ParquetComparison> {
    const expected = await this.expected();
    const stored = await this.settle(count(expected));
    // Records that came meanwhile may be rows by now, and rows without a record are one too many.
    return compareRows(grownLines(expected, await this.expected(), stored.rows), stored);
  }

  private settle(wanted: number): Promise<StoredRows> {
    return settle({
      compare: () => this.rows.read(),
      isEqual: ({ rows }) => count(rows) >= wanted,
      progress: async () => String(this.rows.objectCount),
      patience: Number(this.sink.config['rotate.interval.ms'] ?? 0) / 1000 + GRACE_SECONDS,
    });
  }

  private async expected(): Promise<Values> {
    const values = new Map<string, string[]>();
    for (const [topic, records] of await this.topics.read()) {
      for (const { partition, value } of records) {
        if (value === null) continue;
        const place = `${topic}/${partition}`;
        values.set(place, [...(values.get(place) ?? []), value]);
      }
    }
    return values;
  }
}

export function compareRows(expected: Values, stored: StoredRows): ParquetComparison {
  const problems = stored.foreignKeys.map((key) => `no object of rows: ${key}`);
  for (const place of new Set([...expected.keys(), ...stored.rows.keys()])) {
    const wanted = expected.get(place) ?? [];
    const seen = stored.rows.get(place) ?? [];
    const at = firstDifference(wanted, seen, sameRow);
    if (at !== undefined) {
      problems.push(
        `${place}: ${wanted.length} records, ${seen.length} rows, first difference at ${at}: topic ${shown(wanted[at])}, object ${shown(seen[at])}`,
      );
    }
  }
  return {
    recordCount: count(expected),
    rowCount: count(stored.rows),
    objectCount: stored.objectCount,
    problems,
  };
}

/** A column that a record's schema lacks is none of its object either: what neither has a value of is equal. */
function sameRow(one: string, other: string): boolean {
  return one === other || canonicalJson(one) === canonicalJson(other);
}

function shown(row: string | undefined): string {
  if (row === undefined) return 'nothing';
  return row.length > SHOWN_LENGTH ? `${row.slice(0, SHOWN_LENGTH)}…` : row;
}

function count(values: Values): number {
  return [...values.values()].reduce((sum, list) => sum + list.length, 0);
}
