import {
  type Dataset,
  DEFAULT_BAD_LINES,
  DEFAULT_TRUNCATE_POLICY,
  DEFAULT_UNKNOWN_SERVER,
  notificationsTopic,
  sourcesOf,
  tableName,
  topicName,
} from '../../connectors/dataset';
import { columnType, type DatasetColumn, sourceNames } from '../../connectors/dataset-column';
import type { EpochBegin } from '../../connectors/epochs';
import { mskIamClient } from '../../connectors/fragments/msk-iam';
import { DEFAULT_ZERO_DATES } from '../../connectors/source-policies';
import { packText } from '../core/packed-text';
import type { PositionFormat } from '../source/source-engine';
import type { TableFormat } from './table-formats';

/**
 * Characters of the longest `--tables`, packed. Linux takes no longer argument than 128 KiB, and Glue no more than 260 KB of
 * arguments in all.
 */
export const MAX_TABLES_ARGUMENT = 100_000;

/** Spark as every job needs it, from the start of its session on. */
const SPARK_CONFIGURATION: Readonly<Record<string, string>> = {
  'spark.sql.session.timeZone': 'UTC',
  // Dates before 1582 and times before 1900 are written as they are, which is how every reader of today reads them; otherwise the
  // job would stop at them.
  'spark.sql.parquet.datetimeRebaseModeInWrite': 'CORRECTED',
  'spark.sql.parquet.int96RebaseModeInWrite': 'CORRECTED',
  // Spark's own default, INT96, is misread by others for years far from now: pyarrow wraps them silently, delta-rs fails.
  'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS',
};

/** One table of a job, as the job's `--tables` lists it. */
export interface UpsertTable {
  readonly topic: string;
  readonly name: string;
  readonly positions: PositionFormat;
  readonly keys: readonly string[];
  readonly columns: Readonly<Record<string, UpsertColumn>>;
  readonly truncate: string;
  readonly unknownServer: string;
  readonly zeroDates: string;
  readonly epochs: readonly EpochBegin[];
  readonly badLines: number;
}

/** A type, and what the column is or was called in the source, its own name included, where that is more than its own name. */
export type UpsertColumn =
  | string
  | { readonly type: string; readonly from?: readonly string[]; readonly dropped?: true };

/** What the tables of a format need said of each of them besides. */
export type TableDetails = (dataset: Dataset) => Readonly<Record<string, string | number>>;

const NO_DETAILS: TableDetails = () => ({});

/** Arguments that Glue itself reads. */
export function serviceArguments(logGroupPrefix: string, { name, settings }: TableFormat): Record<string, string> {
  return {
    '--datalake-formats': name,
    '--conf': sparkConfiguration({ ...settings, ...SPARK_CONFIGURATION }),
    '--job-bookmark-option': 'job-bookmark-disable',
    '--custom-logGroup-prefix': logGroupPrefix,
  };
}

/**
 * Everything a job has to know of its tables, as literal JSON: names and types are the same wherever it runs. Packed where it is
 * long.
 *
 * @param positions of the changes of all of them
 * @param details Default: none
 */
export function tablesArgument(
  datasets: readonly Dataset[],
  positions: PositionFormat,
  details: TableDetails = NO_DETAILS,
): string {
  return packText(
    JSON.stringify(datasets.map((dataset) => ({ ...upsertTable(dataset, positions), ...details(dataset) }))),
  );
}

/**
 * The topic that tells when a snapshot of the tables' source is complete.
 *
 * @param datasets of one source
 */
export function notificationsArgument(datasets: readonly Dataset[]): string {
  return sourcesOf(datasets).map(notificationsTopic).join();
}

/**
 * Options of Spark's Kafka source, as literal JSON. Spark makes up the end of its consumer groups' names.
 *
 * @param groupPrefix beginning of those names, by which the cluster lets the job in
 */
export function kafkaSourceArgument(groupPrefix: string): string {
  return JSON.stringify({ ...mskIamClient('kafka.'), groupIdPrefix: groupPrefix });
}

function upsertTable(dataset: Dataset, positions: PositionFormat): UpsertTable {
  return {
    topic: topicName(dataset),
    name: tableName(dataset),
    positions,
    keys: dataset.keyColumns,
    columns: Object.fromEntries(
      Object.entries(dataset.columns).map(([name, column]) => [name, upsertColumn(name, column)]),
    ),
    truncate: dataset.truncate ?? DEFAULT_TRUNCATE_POLICY,
    unknownServer: dataset.unknownServer ?? DEFAULT_UNKNOWN_SERVER,
    zeroDates: dataset.zeroDates ?? DEFAULT_ZERO_DATES,
    epochs: dataset.epochs ?? [],
    badLines: dataset.badLines ?? DEFAULT_BAD_LINES,
  };
}

function upsertColumn(name: string, column: DatasetColumn): UpsertColumn {
  const type = columnType(column);
  const from = sourceNames(name, column);
  const dropped = typeof column !== 'string' && column.dropped === true;
  return from.length === 1 && !dropped
    ? type
    : { type, ...(from.length === 1 ? {} : { from }), ...(dropped ? { dropped: true } : {}) };
}

/** Glue takes several settings only as the value of one `--conf`, chained. */
function sparkConfiguration(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join(' --conf ');
}
