import { type Dataset, notificationsTopic, topicName } from '../../connectors/dataset';
import type { Cells } from '../../local/databases/postgres/connect-postgres';
import type { TopicRecord } from '../../local/proofs/topic-reader';
import type { CapturedPostgres } from './captured-postgres';

/** Key of the row that is written when all else is. */
export const LAST = 999_999;

/** What a capture told of a table, and what the table has. */
export interface ToldTable {
  readonly dataset: Dataset;
  readonly records: readonly TopicRecord[];
  readonly notifications: readonly TopicRecord[];
  readonly rows: readonly Cells[];
}

export interface ChangeEvent {
  readonly op: string;
  readonly before: { readonly id: number } | null;
  readonly after: { readonly id: number; readonly note: string } | null;
  readonly source: { readonly lsn: number; readonly sequence: string };
}

/** A table that is captured by itself, under a prefix of its own name. */
export function datasetOf(name: string): Dataset {
  const columns = { id: 'BIGINT', note: 'STRING' } as const;
  return { source: name, schema: 'public', table: name, keyColumns: ['id'], columns };
}

/** Statements that make such a table, with three rows. */
export function table(name: string): string[] {
  return [
    `CREATE TABLE ${name} (id BIGINT PRIMARY KEY, note TEXT)`,
    `INSERT INTO ${name} VALUES (1, 'read'), (2, 'read'), (3, 'read')`,
  ];
}

/** What was told of a table once a last row has come, after which nobody writes; stops the capture. */
export async function tableTold({ source, capture }: CapturedPostgres, dataset: Dataset): Promise<ToldTable> {
  await source.play([`INSERT INTO ${dataset.table} VALUES (${LAST}, 'last')`]);
  const isLast = ({ value }: TopicRecord): boolean => value?.includes(`"after":{"id":${LAST},`) === true;
  const records = await capture.recordsOnce(topicName(dataset), (all) => all.some(isLast));
  await capture.stop();
  const notifications = await capture.recordsNow(notificationsTopic(dataset.source));
  const rows = await source.rows(`SELECT id, note FROM ${dataset.table} ORDER BY id`);
  return { dataset, records, notifications, rows };
}

/** Tombstones left out. */
export function eventsOf(records: readonly TopicRecord[]): ChangeEvent[] {
  return records.flatMap(({ value }) => (value === null ? [] : (JSON.parse(value) as ChangeEvent)));
}

export function opsOf(events: readonly ChangeEvent[]): string[] {
  return events.map(({ op, before, after }) => `${op} ${(after ?? before)?.id}`);
}

/** The place that a change's own transaction follows. */
export function commitBefore(event: ChangeEvent | undefined): number {
  return Number(JSON.parse(event?.source.sequence ?? '[]')[0]);
}

/** The later half of them, then the earlier one. */
export function halves(records: readonly TopicRecord[]): TopicRecord[][] {
  const middle = Math.floor(records.length / 2);
  return [records.slice(middle), records.slice(0, middle)];
}
