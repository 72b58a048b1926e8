import { parse } from 'lossless-json';

import { canonicalValue, eventText, valueIn } from './canonical-value';
import type { SourceTable } from './captured/source-table';
import { type Row, type Rows, rowKey } from './rows';
import type { TopicReader, TopicRecord } from './topic-reader';
import { withOlderValues } from './untold-values';

/** What a record says of its row. */
export interface Change {
  /** As Debezium spells it. */
  readonly op: string;
  /** The row as it is from then on; null where it is gone. */
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** A value that is Debezium's envelope. */
export function envelopedChange(value: unknown): Change {
  return value as Change;
}

/** A value that is the row itself, which nobody changes. */
export function plainChange(value: unknown): Change {
  return { op: 'c', after: value as Change['after'] };
}

/** What the records of one topic come to. */
interface Folded {
  /** By key, as it stands in the topic. */
  readonly rows: Map<string, Readonly<Record<string, unknown>>>;
  /** Records that are in it, by partition. */
  readonly seen: Map<number, number>;
  readonly operations: Map<string, number>;
  /** Records that are no JSON: whoever wrote them, they are about no row. */
  unread: number;
}

/** What the events of topics come to: for every key the row after its last change. Reads only what is new. */
export class FoldedTopics {
  private readonly folded = new Map<string, Folded>();

  /**
   * @param changeOf reads a record's value, whose numbers keep their digits
   * @param leavesOut whether events leave out values that stay as they were
   */
  constructor(
    private readonly topics: Pick<TopicReader, 'read' | 'offsets'>,
    private readonly changeOf: (value: unknown) => Change = envelopedChange,
    private readonly leavesOut = false,
  ) {}

  /** Takes in what came since. */
  async advance(): Promise<void> {
    for (const [topic, records] of await this.topics.read()) this.fold(topic, records);
  }

  /** Where the topics end, as a text that changes when something comes. */
  async progress(): Promise<string> {
    return JSON.stringify([...(await this.topics.offsets())]);
  }

  /** The rows that a table's topic comes to. */
  rows({ topic, columns, key }: SourceTable): Rows {
    const places = key.map((name) => columns.findIndex((column) => column.name === name));
    return new Map(
      [...(this.folded.get(topic)?.rows.values() ?? [])].map((after) => {
        // An event from before a column was added has no value of it, and nothing that reads it has.
        const row: Row = columns.map((column) => canonicalValue(column, eventText(valueIn(after, column))));
        return [rowKey(places.map((place) => row[place])), row];
      }),
    );
  }

  /** How many rows a topic comes to. */
  size(topic: string): number {
    return this.folded.get(topic)?.rows.size ?? 0;
  }

  /** How many records of a topic are no JSON. */
  unread(topic: string): number {
    return this.folded.get(topic)?.unread ?? 0;
  }

  /** How many events of a topic are of a kind, as Debezium spells it. */
  count(topic: string, operation: string): number {
    return this.folded.get(topic)?.operations.get(operation) ?? 0;
  }

  private fold(topic: string, records: readonly TopicRecord[]): void {
    const folded = this.folded.get(topic) ?? { rows: new Map(), seen: new Map(), operations: new Map(), unread: 0 };
    this.folded.set(topic, folded);
    for (const { partition, offset, key, value } of records) {
      if (offset < (folded.seen.get(partition) ?? 0)) continue;
      folded.seen.set(partition, offset + 1);
      // A tombstone: the delete before it has said so.
      if (value === null) continue;
      const json = parsed(value);
      if (json === undefined) {
        folded.unread += 1;
        continue;
      }
      const { op, after } = this.changeOf(json);
      folded.operations.set(op, (folded.operations.get(op) ?? 0) + 1);
      if (after === null) folded.rows.delete(key ?? '');
      else folded.rows.set(key ?? '', this.leavesOut ? withOlderValues(after, folded.rows.get(key ?? '')) : after);
    }
  }
}

/** @returns undefined where it is no JSON */
function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
