import type { Duration } from 'aws-cdk-lib';
import { type Dataset, sideTableNames, sourcesOf, tableName } from '../../connectors/dataset';
import { tableProblems } from '../../connectors/table-problems';
import type { PositionFormat } from '../source/source-engine';
import { MAX_TABLES_ARGUMENT, type TableDetails, tablesArgument } from './job-arguments';

/** What of a job can be wrong before it is made. */
export interface UpsertInputs {
  readonly datasets: readonly Dataset[];
  readonly positions: PositionFormat;
  /** @default - none */
  readonly details?: TableDetails;
  readonly workers: number;
  readonly timeout?: Duration;
}

/** A driver, and someone to work for it. */
const MIN_WORKERS = 2;
const MAX_TIMEOUT_MINUTES = 7 * 24 * 60;

/**
 * Every rule that the inputs break, as `property rule, got: value` sentences; empty when they are sound.
 *
 * @param at path of the inputs with a dot at its end; empty for a construct's own
 */
export function upsertProblems(inputs: UpsertInputs, at = ''): string[] {
  const { datasets, positions, details, workers, timeout } = inputs;
  const length = tablesArgument(datasets, positions, details).length;
  const sources = sourcesOf(datasets);
  return [
    ...(datasets.length > 0 ? [] : [`\`${at}datasets\` must name at least one table, got: []`]),
    ...datasets.flatMap((dataset) => tableProblems(`${at}datasets.${tableName(dataset)}`, dataset)),
    ...nameProblems(at, datasets),
    ...(sources.length <= 1
      ? []
      : [`\`${at}datasets\` must be of one source, whose snapshots the job is told of, got: ${sources.join(', ')}`]),
    ...(length <= MAX_TABLES_ARGUMENT
      ? []
      : [
          `\`${at}datasets\` must be described in at most ${MAX_TABLES_ARGUMENT} characters, as an argument of the job; ` +
            `a second job can take some of them, got: ${length} characters for ${datasets.length} tables`,
        ]),
    ...runProblems({ workers, timeout }, at),
  ];
}

/**
 * What is wrong with how any job runs, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param at as above
 */
export function runProblems({ workers, timeout }: Pick<UpsertInputs, 'workers' | 'timeout'>, at = ''): string[] {
  return [
    ...(Number.isInteger(workers) && workers >= MIN_WORKERS
      ? []
      : [
          `\`${at}workers\` must be a whole number of at least ${MIN_WORKERS}, one of them the driver, got: ${workers}`,
        ]),
    ...(timeout === undefined ? [] : timeoutProblems(at, timeout)),
  ];
}

/** Two jobs' tables in one folder would be one table. */
function nameProblems(at: string, datasets: readonly Dataset[]): string[] {
  const names = datasets.map(tableName);
  const sideTables = datasets.flatMap(sideTableNames);
  return [
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => `\`${at}datasets\` must have tables of their own, got twice: ${name}`),
    ...names
      .filter((name) => sideTables.includes(name))
      .map((name) => `\`${at}datasets\` must leave the name of a side table free, got: ${name}`),
  ];
}

function timeoutProblems(at: string, timeout: Duration): string[] {
  const minutes = timeout.toMinutes({ integral: false });
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_TIMEOUT_MINUTES
    ? []
    : [`\`${at}timeout\` must be 1 to ${MAX_TIMEOUT_MINUTES} whole minutes, got: ${minutes} minutes`];
}
