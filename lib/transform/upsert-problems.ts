import type { Duration } from 'aws-cdk-lib';
import { type Dataset, datasetProblems, deletedTableName, sourcesOf, tableName } from '../../connectors/dataset';
import type { PositionFormat } from '../source/source-engine';
import { MAX_TABLES_ARGUMENT, tablesArgument } from './job-arguments';

/** What of a job can be wrong before it is made. */
export interface UpsertInputs {
  readonly datasets: readonly Dataset[];
  readonly positions: PositionFormat;
  readonly workers: number;
  readonly timeout?: Duration;
}

/** A driver, and someone to work for it. */
const MIN_WORKERS = 2;
const MAX_TIMEOUT_MINUTES = 7 * 24 * 60;

/** Every rule that the inputs break, as `property rule, got: value` sentences; empty when they are sound. */
export function upsertProblems({ datasets, positions, workers, timeout }: UpsertInputs): string[] {
  const length = tablesArgument(datasets, positions).length;
  const sources = sourcesOf(datasets);
  return [
    ...(datasets.length > 0 ? [] : ['`datasets` must name at least one table, got: []']),
    ...datasets.flatMap((dataset) => datasetProblems(tableName(dataset), dataset)),
    ...nameProblems(datasets),
    ...(sources.length <= 1
      ? []
      : [`\`datasets\` must be of one source, whose snapshots the job is told of, got: ${sources.join(', ')}`]),
    ...(length <= MAX_TABLES_ARGUMENT
      ? []
      : [
          `\`datasets\` must be described in at most ${MAX_TABLES_ARGUMENT} characters, as an argument of the job; ` +
            `a second job can take some of them, got: ${length} characters for ${datasets.length} tables`,
        ]),
    ...(Number.isInteger(workers) && workers >= MIN_WORKERS
      ? []
      : [`\`workers\` must be a whole number of at least ${MIN_WORKERS}, one of them the driver, got: ${workers}`]),
    ...(timeout === undefined ? [] : timeoutProblems(timeout)),
  ];
}

/** Two jobs' tables in one folder would be one table. */
function nameProblems(datasets: readonly Dataset[]): string[] {
  const names = datasets.map(tableName);
  const sideTables = datasets.map(deletedTableName);
  return [
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `\`datasets\` must have tables of their own, got twice: ${name}`),
    ...names
      .filter((name) => sideTables.includes(name))
      .map((name) => `\`datasets\` must leave the name of a side table free, got: ${name}`),
  ];
}

function timeoutProblems(timeout: Duration): string[] {
  const minutes = timeout.toMinutes({ integral: false });
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_TIMEOUT_MINUTES
    ? []
    : [`\`timeout\` must be 1 to ${MAX_TIMEOUT_MINUTES} whole minutes, got: ${minutes} minutes`];
}
