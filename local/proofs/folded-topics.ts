import { parse } from 'lossless-json';

import { canonicalValue, eventText, valueIn } from './canonical-value';
import type { CapturedTable } from './captured/captured-tables';
import type { SourceTable } from './captured/source-table';
import { changedTable, ownTopic } from './changed-table';
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

/** The envelope, or the row with what was done to it beside. */
export function changeOfRow(value: unknown): Change {
  const row = value as Readonly<Record<string, unknown>>;
  if (typeof row.__op !== 'string') return envelopedChange(value);
  return { op: row.__op, after: row.__deleted === 'true' ? null : row };
}

/** A value that is the row itself, which nobody changes. */
export function plainChange(value: unknown): Change {
  return { op: 'c', after: value as Change['after'] };
}

/** What the records of one table come to. */
interface Folded {
  /** By key, as it stands in the topic. */
  readonly rows: Map<string, Readonly<Record<string, unknown>>>;
  readonly operations: Map<string, number>;
}

type FoldedTable = Pick<CapturedTable, 'ownTopic'>;

/** How records are read. */
export interface RecordReading {
  /** Reads a record's value, whose numbers keep their digits. @default - as Debezium's envelope */
  readonly changeOf?: (value: unknown) => Change;
  /** Whether events leave out values that stay as they were. @default false */
  readonly leavesOut?: boolean;
  /** Whether topics hold records of several tables, which say of themselves what they are of. @default false */
  readonly isShared?: boolean;
}

/** What the events of topics come to: for every key the row after its last change. Reads only what is new. */
export class FoldedTopics {
  /** By the topics that are named after the tables, also where they share another. */
  private readonly folded = new Map<string, Folded>();
  /** Records that are in it, by topic and partition. */
  private readonly seen = new Map<string, number>();
  /** Records that are no JSON, by topic: whoever wrote them, they are about no row. */
  private readonly unreadable = new Map<string, number>();

  constructor(
    private readonly topics: Pick<TopicReader, 'read' | 'offsets'>,
    private readonly reading: RecordReading = {},
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
  rows(table: SourceTable): Rows {
    const { columns, key } = table;
    const places = key.map((name) => columns.findIndex((column) => column.name === name));
    return new Map(
      [...(this.folded.get(table.ownTopic)?.rows.values() ?? [])].map((after) => {
        // An event from before a column was added has no value of it, and nothing that reads it has.
        const row: Row = columns.map((column) => canonicalValue(column, eventText(valueIn(after, column))));
        return [rowKey(places.map((place) => row[place])), row];
      }),
    );
  }

  /** How many rows a table's records come to. */
  size(table: FoldedTable): number {
    return this.folded.get(table.ownTopic)?.rows.size ?? 0;
  }

  /** How many records of a topic are no JSON. */
  unread(topic: string): number {
    return this.unreadable.get(topic) ?? 0;
  }

  /** How many events of a table are of a kind, as Debezium spells it. */
  count(table: FoldedTable, operation: string): number {
    return this.folded.get(table.ownTopic)?.operations.get(operation) ?? 0;
  }

  private fold(topic: string, records: readonly TopicRecord[]): void {
    for (const { partition, offset, key, value } of records) {
      const place = `${topic}/${partition}`;
      if (offset < (this.seen.get(place) ?? 0)) continue;
      this.seen.set(place, offset + 1);
      // A tombstone: the delete before it has said so.
      if (value === null) continue;
      const json = parsed(value);
      if (json === undefined) this.unreadable.set(topic, this.unread(topic) + 1);
      else this.take(this.foldedOf(topic, json), key ?? '', (this.reading.changeOf ?? envelopedChange)(json));
    }
  }

  private take({ rows, operations }: Folded, key: string, { op, after }: Change): void {
    operations.set(op, (operations.get(op) ?? 0) + 1);
    if (after === null) rows.delete(key);
    else rows.set(key, this.reading.leavesOut === true ? withOlderValues(after, rows.get(key)) : after);
  }

  private foldedOf(topic: string, value: unknown): Folded {
    const changed = this.reading.isShared === true ? changedTable(value) : undefined;
    const name = changed === undefined ? topic : ownTopic(changed);
    const folded = this.folded.get(name) ?? { rows: new Map(), operations: new Map() };
    this.folded.set(name, folded);
    return folded;
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
