import type { DatasetColumn } from './dataset-column';
import type { EpochBegin } from './epochs';
import type { SourcePolicies } from './source-policies';

/**
 * A table of a database: what it is, apart from who reads it. This file is the contract between the source, the topics, the
 * sinks and the lake: a name that is derived anywhere else is a defect.
 */
export interface Table extends SourcePolicies {
  /** Database (MySQL) or schema (PostgreSQL) that holds the table, spelled as in the source. */
  readonly schema: string;
  /** Table name, spelled as in the source. */
  readonly table: string;
  /**
   * Columns of the primary key, in key order, by their names in `columns`. Checked against the live source by the bootstrap.
   */
  readonly keyColumns: readonly string[];
  /**
   * Every column that tables made of this one have, the key's included, by the name that it has there: its Spark SQL type,
   * and what it is called in the source where that is another name. Values arrive as text and are never guessed at: this is
   * where types come from. A column that is not declared arrives as text. Checked against the live source by the bootstrap.
   */
  readonly columns: Readonly<Record<string, DatasetColumn>>;
  /**
   * Columns that nobody wants, by their names in the source: their values never leave it. Not of the key, and not declared.
   *
   * @default - none
   */
  readonly excludedColumns?: readonly string[];
  /**
   * Partitions of the table's topic. Events of one key stay in one partition, so more partitions keep the order per key.
   *
   * @default DEFAULT_PARTITIONS
   */
  readonly partitions?: number;
  /**
   * What TRUNCATE TABLE in the source does to tables that are kept equal to it: empty them as well, nothing, or stop
   * their job before it writes.
   *
   * @default DEFAULT_TRUNCATE_POLICY
   */
  readonly truncate?: TruncatePolicy;
  /**
   * What a server does to the table that it was not told by before: stop it before it writes, or be followed where all of
   * its positions are above the known ones. Only a log that goes on under another server may be followed, as in a cluster
   * of Aurora, whose instances write one log: there a failover is no event for the table. A promoted replica, the other half
   * of a blue/green switch and a restored backup have a log of their own; that its numbers are higher proves nothing about
   * the rows, so say `fail` for them and declare where the new log begins, in `epochs`.
   *
   * @default DEFAULT_UNKNOWN_SERVER
   */
  readonly unknownServer?: UnknownServerPolicy;
  /**
   * Where the source's log began anew (another server, a restored backup): first offset of the new log, by partition of
   * the table's topic. Element i is where epoch i + 1 begins, and whatever is in a later epoch is newer than all before.
   * Offsets are those of one topic, so they belong to one environment. Elements are added and never changed or removed.
   *
   * @default - the log never began anew
   */
  readonly epochs?: readonly EpochBegin[];
  /**
   * Lines that are no JSON at all which a run may set aside in the quarantine. One more stops the table before it writes.
   *
   * @default DEFAULT_BAD_LINES
   */
  readonly badLines?: number;
  /**
   * What tables that are made of it are called in the lake, where several databases have a table of the same name, or where the
   * default is no name there: a lower-case letter followed by up to 128 lower-case letters, digits or `_`.
   *
   * @default - `<schema>_<table>` in lower case, with `_` for all but letters and digits
   */
  readonly lakeName?: string;
  /**
   * Number of the stacks that hold its topic and its catalog entry, for one stack cannot hold those of hundreds of tables. It is
   * chosen when the table is declared and never changes: a topic that moved to another stack would be made anew.
   *
   * @default DEFAULT_GROUP
   */
  readonly group?: number;
}

/** A captured table. */
export interface Dataset extends Table {
  /** Key of its capture, and so the prefix of the topic. */
  readonly source: string;
  /**
   * What a value of the topic is: a change as Debezium tells it, of a source that also tells how its snapshots go, or a row by
   * itself.
   *
   * @default DEFAULT_ENVELOPE
   */
  readonly envelope?: Envelope;
  /**
   * Name of the topic where it is made of no names of a database.
   *
   * @default - `<source>.<schema>.<table>`
   */
  readonly topic?: string;
}

export type Envelope = 'debezium' | 'none';
export const DEFAULT_ENVELOPE: Envelope = 'debezium';

export type TruncatePolicy = 'apply' | 'ignore' | 'fail';
export type UnknownServerPolicy = 'fail' | 'follow';

export const DEFAULT_PARTITIONS = 1;
export const DEFAULT_GROUP = 1;
/** Nobody empties a table that people query without having said so. */
export const DEFAULT_TRUNCATE_POLICY: TruncatePolicy = 'fail';
/** Nothing in a change tells a log that goes on from one that began anew. */
export const DEFAULT_UNKNOWN_SERVER: UnknownServerPolicy = 'fail';
/** Nothing that writes to the topics or the archive writes such a line. */
export const DEFAULT_BAD_LINES = 0;

/** Column that tables have besides the source's: the place of a row's last change in the source's log. */
export const POSITION_COLUMN = '__position';

/** `schema.table` as the source database and Debezium's include list spell it. */
export function tableId(dataset: Table): string {
  return `${dataset.schema}.${dataset.table}`;
}

/**
 * Debezium's topic name, unless it has another: `<topic.prefix>.<schema>.<table>`, with `_` for each character that Kafka has not
 * in names. Where all tables of a capture have one topic, it is what their records are told apart by.
 */
export function topicName(dataset: Dataset): string {
  return dataset.topic ?? topicPart(`${dataset.source}.${tableId(dataset)}`);
}

/** What the names of the topics of all tables of a dataset's schema begin with. */
export function topicNamePrefix(dataset: Dataset): string {
  return topicPart(`${dataset.source}.${dataset.schema}.`);
}

/** By UTF-16 units, as Java counts characters. */
function topicPart(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]/g, '_');
}

/** Topic in which the connector of a capture tells how its snapshots go; by that it is known when one is complete. */
export function notificationsTopic(source: string): string {
  return `notifications.${source}`;
}

/** Topic with the changes of all tables of a capture that has one for them. */
export function allRecordsTopic(source: string): string {
  return `${source}.all_records`;
}

/** Keys of the captures that these tables come from, each once. */
export function sourcesOf(datasets: readonly Dataset[]): string[] {
  return [...new Set(datasets.map((dataset) => dataset.source))];
}

/** Tables by the number of their stacks, which are there in this order. */
export function byGroup<T extends Table>(tables: readonly T[]): (readonly [group: number, tables: readonly T[]])[] {
  const groupOf = (table: T): number => table.group ?? DEFAULT_GROUP;
  const groups = [...new Set(tables.map(groupOf))].sort((one, other) => one - other);
  return groups.map((group) => [group, tables.filter((table) => groupOf(table) === group)]);
}

/** Schemas that hold these tables, each once. */
export function schemasOf(datasets: readonly Table[]): string[] {
  return [...new Set(datasets.map((dataset) => dataset.schema))];
}

/** Whether the topic holds changes of a table, and not rows by themselves. */
export function isOfChanges({ envelope = DEFAULT_ENVELOPE }: Dataset): boolean {
  return envelope === 'debezium';
}

/** Captures of these tables that tell how their snapshots go: those of changes. */
export function notifyingSources(datasets: readonly Dataset[]): string[] {
  return sourcesOf(datasets.filter(isOfChanges));
}

/** Topics that whoever keeps copies of these tables reads: their changes, and the notifications of sources that tell any. */
export function followedTopics(datasets: readonly Dataset[]): string[] {
  return [...datasets.map(topicName), ...notifyingSources(datasets).map(notificationsTopic)];
}

/** Key prefix of a topic's raw objects below the archive's own prefix, without a trailing slash. */
export function archivePrefix(topic: string): string {
  return topic;
}

/** What the names of all tables of a dataset's schema begin with in the lake: its own name where it was given one. */
export function tableNamePrefix(dataset: Table): string {
  return dataset.lakeName ?? `${lakePart(dataset.schema)}_`;
}

/** Name of the lake's table, in lower case, as the Data Catalog spells every name. */
export function tableName(dataset: Table): string {
  return dataset.lakeName ?? `${tableNamePrefix(dataset)}${lakePart(dataset.table)}`;
}

/** A name of the source as a part of names in the lake. */
export function lakePart(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
}

/** Names beside the table's own: positions of deleted keys, and how far its job came. */
export function sideTableNames(dataset: Table): string[] {
  return ['deleted', 'progress'].map((kind) => `${tableName(dataset)}__${kind}`);
}
