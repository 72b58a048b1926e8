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

/**
 * Characters of the longest `--tables`, packed. Linux takes no longer argument than 128 KiB, and Glue no more than 260 KB of
 * arguments in all.
 */
export const MAX_TABLES_ARGUMENT = 100_000;

/** Class of `LogStoreJar` that Delta is to use. */
export const LOG_STORE_CLASS = 'io.tributary.delta.ConditionalPutLogStore';
/** Setting of Hadoop by which that class learns where the buckets are. */
export const LOG_STORE_REGION = 'io.tributary.delta.region';

/** Spark as the job needs it, from the start of its session on. */
const SPARK_CONFIGURATION: Readonly<Record<string, string>> = {
  'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
  'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
  'spark.sql.session.timeZone': 'UTC',
  // Dates before 1582 and times before 1900 are written as they are, which is how every reader of today reads them; otherwise the
  // job would stop at them.
  'spark.sql.parquet.datetimeRebaseModeInWrite': 'CORRECTED',
  'spark.sql.parquet.int96RebaseModeInWrite': 'CORRECTED',
  // Spark's own default, INT96, is misread by others for years far from now: pyarrow wraps them silently, delta-rs fails.
  'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS',
  // With Delta's own store for S3, two writers of one table overwrite each other's commits, and both succeed.
  'spark.delta.logStore.s3.impl': LOG_STORE_CLASS,
  'spark.delta.logStore.s3a.impl': LOG_STORE_CLASS,
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

/**
 * Arguments that Glue itself reads.
 *
 * @param region of the buckets
 */
export function serviceArguments(logGroupPrefix: string, region: string): Record<string, string> {
  return {
    '--datalake-formats': 'delta',
    '--conf': sparkConfiguration({ ...SPARK_CONFIGURATION, [`spark.hadoop.${LOG_STORE_REGION}`]: region }),
    '--job-bookmark-option': 'job-bookmark-disable',
    '--custom-logGroup-prefix': logGroupPrefix,
  };
}

/**
 * Everything a job has to know of its tables, as literal JSON: names and types are the same wherever it runs. Packed where it is
 * long.
 *
 * @param positions of the changes of all of them
 */
export function tablesArgument(datasets: readonly Dataset[], positions: PositionFormat): string {
  return packText(JSON.stringify(datasets.map((dataset) => upsertTable(dataset, positions))));
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
