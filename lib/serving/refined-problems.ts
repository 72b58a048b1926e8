import type { Duration } from 'aws-cdk-lib';
import type { ParquetTable } from '../lake/parquet-table';
import { rawColumns } from '../lake/raw-columns';
import { TOKEN_CHARACTERS } from './refined-table-definition';

/** How a table is refined. */
export interface RefinedConfig {
  /** A column whose values, at most a hundred, make the partitions: more fail the refresh. */
  readonly partitionedBy: string;
  /** Between two refreshes: whole minutes, from five to a day. */
  readonly every: Duration;
}

const SHORTEST_MINUTES = 5;
const LONGEST_MINUTES = 24 * 60;
/** Of a name in the Data Catalog. */
const MOST_CHARACTERS = 255;
/** What Hive takes a partition of no value for, and so can be of no column that is a list of values or bytes. */
const PARTITION_TYPES = /^(boolean|tinyint|smallint|int|bigint|string|date|decimal\(\d+,\d+\))$/;

/** What people ask. */
export function refinedViewName(table: Pick<ParquetTable, 'tableName'>): string {
  return `${table.tableName}_refined`;
}

/**
 * Every rule that it breaks, as `property rule, got: value` sentences.
 *
 * @param at path of the properties, without quotes
 */
export function refinedProblems(
  at: string,
  { partitionedBy, every }: RefinedConfig,
  { dataset, types, tableName }: Pick<ParquetTable, 'dataset' | 'types' | 'tableName'>,
): string[] {
  const columns = rawColumns(dataset, types);
  const column = columns.find(({ name }) => name === partitionedBy.toLowerCase());
  const minutes = every.toMinutes({ integral: false });
  const longest = refinedViewName({ tableName }).length + TOKEN_CHARACTERS;
  return [
    ...(column === undefined
      ? [`\`${at}.partitionedBy\` must be one of ${columns.map(({ name }) => name).join(', ')}, got: ${partitionedBy}`]
      : []),
    ...(column !== undefined && !PARTITION_TYPES.test(column.type)
      ? [`\`${at}.partitionedBy\` must be of a type that names folders, got: ${partitionedBy} (${column.type})`]
      : []),
    ...(columns.length < 2 ? [`\`${at}.partitionedBy\` must leave a column, got the only one: ${partitionedBy}`] : []),
    ...(Number.isInteger(minutes) && minutes >= SHORTEST_MINUTES && minutes <= LONGEST_MINUTES
      ? []
      : [
          `\`${at}.every\` must be whole minutes, from ${SHORTEST_MINUTES} to ${LONGEST_MINUTES}, got: ${minutes} minutes`,
        ]),
    ...(longest <= MOST_CHARACTERS
      ? []
      : [`\`${at}.table\` must have a name that leaves room for those of its refreshes, got: ${tableName}`]),
  ];
}
