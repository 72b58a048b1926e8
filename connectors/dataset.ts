import { type ColumnType, columnTypeProblem } from './column-type';

/**
 * A captured table, and every name derived from it. This file is the contract between the source, the topics, the sinks
 * and the lake: a name that is derived anywhere else is a defect.
 */
export interface Dataset {
  /** Key of the source database in the environment's `sources`; also the prefix of the topic. */
  readonly source: string;
  /** Database (MySQL) or schema (PostgreSQL) that holds the table, spelled as in the source. */
  readonly schema: string;
  /** Table name, spelled as in the source. */
  readonly table: string;
  /** Columns of the primary key, in key order. Checked against the live source by the bootstrap. */
  readonly keyColumns: readonly string[];
  /**
   * Spark SQL type of every column that tables made of this one have, by name as in the source, the key's included. Values
   * arrive as text and are never guessed at: this is where types come from. A column that is not declared arrives as text.
   * Checked against the live source by the bootstrap.
   */
  readonly columns: Readonly<Record<string, ColumnType>>;
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
   * To be raised by one whenever the source's log begins anew (another server, a restored backup): positions of a higher
   * epoch are newer than all of a lower one.
   *
   * @default DEFAULT_EPOCH
   */
  readonly epoch?: number;
}

export type TruncatePolicy = 'apply' | 'ignore' | 'fail';

export const DEFAULT_PARTITIONS = 1;
/** Nobody empties a table that people query without having said so. */
export const DEFAULT_TRUNCATE_POLICY: TruncatePolicy = 'fail';
export const DEFAULT_EPOCH = 0;

/** Column that tables have besides the source's: the place of a row's last change in the source's log. */
export const POSITION_COLUMN = '__position';

const RESERVED_PREFIX = '__';
const MAX_EPOCH = 9999;
const TRUNCATE_POLICIES: readonly string[] = ['apply', 'ignore', 'fail'] satisfies TruncatePolicy[];

/** What a table or schema may be called: what MySQL and PostgreSQL take unquoted and Kafka takes in a topic name. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/** `schema.table` as the source database and Debezium's include list spell it. */
export function tableId(dataset: Dataset): string {
  return `${dataset.schema}.${dataset.table}`;
}

/** Debezium's topic name: `<topic.prefix>.<schema>.<table>`. */
export function topicName(dataset: Dataset): string {
  return `${dataset.source}.${tableId(dataset)}`;
}

/** Key prefix of the table's raw objects below the archive's own prefix, without a trailing slash. */
export function archivePrefix(dataset: Dataset): string {
  return topicName(dataset);
}

/** What the names of all tables of a dataset's schema begin with in the lake. */
export function tableNamePrefix(dataset: Dataset): string {
  return `${dataset.schema}_`.toLowerCase();
}

/** Name of the lake's table: `<schema>_<table>` in lower case, as the Data Catalog spells every name. */
export function tableName(dataset: Dataset): string {
  return `${tableNamePrefix(dataset)}${dataset.table.toLowerCase()}`;
}

/** Name of the side table that holds the positions of deleted keys, so that a late change revives none. */
export function deletedTableName(dataset: Dataset): string {
  return `${tableName(dataset)}__deleted`;
}

/** Every rule that a dataset breaks, as `property rule, got: value` sentences; empty when it is sound. */
export function datasetProblems(key: string, dataset: Dataset): string[] {
  const problems: string[] = [];
  for (const property of ['source', 'schema', 'table'] as const) {
    if (!IDENTIFIER.test(dataset[property])) {
      problems.push(
        `\`datasets.${key}.${property}\` must be a letter or _ followed by up to 62 letters, digits or _, got: ${dataset[property]}`,
      );
    }
  }
  if (dataset.keyColumns.length === 0) {
    problems.push(
      `\`datasets.${key}.keyColumns\` must name at least one column: without a key no change can be merged, got: []`,
    );
  }
  const partitions = dataset.partitions ?? DEFAULT_PARTITIONS;
  if (!Number.isInteger(partitions) || partitions < 1) {
    problems.push(`\`datasets.${key}.partitions\` must be a whole number of at least 1, got: ${partitions}`);
  }
  const truncate = dataset.truncate ?? DEFAULT_TRUNCATE_POLICY;
  if (!TRUNCATE_POLICIES.includes(truncate)) {
    problems.push(`\`datasets.${key}.truncate\` must be one of ${TRUNCATE_POLICIES.join(', ')}, got: ${truncate}`);
  }
  const epoch = dataset.epoch ?? DEFAULT_EPOCH;
  if (!Number.isInteger(epoch) || epoch < 0 || epoch > MAX_EPOCH) {
    problems.push(`\`datasets.${key}.epoch\` must be a whole number from 0 to ${MAX_EPOCH}, got: ${epoch}`);
  }
  return [...problems, ...columnProblems(key, dataset)];
}

function columnProblems(key: string, { keyColumns, columns }: Dataset): string[] {
  const at = `\`datasets.${key}.columns`;
  const names = Object.keys(columns);
  const spelled = names.map((name) => name.toLowerCase());
  if (names.length === 0) {
    return [`${at}\` must declare at least one column: types of values are never guessed at, got: {}`];
  }
  return [
    ...keyColumns
      .filter((name) => !Object.hasOwn(columns, name))
      .map((name) => `${at}\` must declare every column of \`keyColumns\`, got none for: ${name}`),
    ...names
      .filter((name) => !IDENTIFIER.test(name))
      .map((name) => `${at}\` must be named by a letter or _ followed by up to 62 letters, digits or _, got: ${name}`),
    ...names
      .filter((name) => name.startsWith(RESERVED_PREFIX))
      .map(
        (name) => `${at}\` must not begin with ${RESERVED_PREFIX}, which is kept for columns of the lake, got: ${name}`,
      ),
    ...names
      .filter((name, index) => spelled.indexOf(name.toLowerCase()) !== index)
      .map((name) => `${at}\` must differ in more than case, for the catalog has lower case only, got: ${name}`),
    ...names.flatMap((name) => {
      const problem = columnTypeProblem(columns[name] ?? '');
      return problem === undefined ? [] : [`${at}.${name}\` ${problem}`];
    }),
  ];
}
