import { type Dataset, DEFAULT_EPOCH, DEFAULT_TRUNCATE_POLICY, tableName, topicName } from '../../connectors/dataset';

/** Spark as the job needs it. Set where the session is made, which is before any code of the job runs. */
const SPARK_CONFIGURATION: Readonly<Record<string, string>> = {
  'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
  'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
  'spark.sql.session.timeZone': 'UTC',
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
export function serviceArguments(): Record<string, string> {
  return {
    '--datalake-formats': 'delta',
    '--conf': sparkConfiguration(SPARK_CONFIGURATION),
    '--job-bookmark-option': 'job-bookmark-disable',
  };
}

/** Everything a job has to know of its tables, as literal JSON: names and types are the same wherever it runs. */
export function tablesArgument(datasets: readonly Dataset[]): string {
  return JSON.stringify(datasets.map(upsertTable));
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
