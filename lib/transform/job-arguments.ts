import { type Dataset, DEFAULT_EPOCH, DEFAULT_TRUNCATE_POLICY, tableName, topicName } from '../../connectors/dataset';
import { mskIamClient } from '../../connectors/fragments/msk-iam';

/**
 * Characters of the longest `--tables`: about 200 tables of ten columns. Linux takes no longer argument than 128 KiB, and Glue
 * no more than 260 KB of arguments in all. A pipeline with more tables needs a second job.
 */
export const MAX_TABLES_ARGUMENT = 100_000;

/** Spark as the job needs it, from the start of its session on. */
const SPARK_CONFIGURATION: Readonly<Record<string, string>> = {
  'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
  'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
  'spark.sql.session.timeZone': 'UTC',
  // Dates before 1582 and times before 1900 are written as they are, which is how every reader of today reads them; otherwise the
  // job would stop at them.
  'spark.sql.parquet.datetimeRebaseModeInWrite': 'CORRECTED',
  'spark.sql.parquet.int96RebaseModeInWrite': 'CORRECTED',
};

/** One table of a job, as the job's `--tables` lists it. */
export interface UpsertTable {
  readonly topic: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
  readonly truncate: string;
  readonly epoch: number;
}

/** Arguments that Glue itself reads. */
export function serviceArguments(logGroupPrefix: string): Record<string, string> {
  return {
    '--datalake-formats': 'delta',
    '--conf': sparkConfiguration(SPARK_CONFIGURATION),
    '--job-bookmark-option': 'job-bookmark-disable',
    '--custom-logGroup-prefix': logGroupPrefix,
  };
}

/** Everything a job has to know of its tables, as literal JSON: names and types are the same wherever it runs. */
export function tablesArgument(datasets: readonly Dataset[]): string {
  return JSON.stringify(datasets.map(upsertTable));
}

/**
 * Options of Spark's Kafka source, as literal JSON. Spark makes up the end of its consumer groups' names.
 *
 * @param groupPrefix beginning of those names, by which the cluster lets the job in
 */
export function kafkaSourceArgument(groupPrefix: string): string {
  return JSON.stringify({ ...mskIamClient('kafka.'), groupIdPrefix: groupPrefix });
}

function upsertTable(dataset: Dataset): UpsertTable {
  return {
    topic: topicName(dataset),
    name: tableName(dataset),
    keys: dataset.keyColumns,
    columns: dataset.columns,
    truncate: dataset.truncate ?? DEFAULT_TRUNCATE_POLICY,
    epoch: dataset.epoch ?? DEFAULT_EPOCH,
  };
}

/** Glue takes several settings only as the value of one `--conf`, chained. */
function sparkConfiguration(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join(' --conf ');
}
