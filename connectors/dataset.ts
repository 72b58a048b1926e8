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
   * Partitions of the table's topic. Events of one key stay in one partition, so more partitions keep the order per key.
   *
   * @default DEFAULT_PARTITIONS
   */
  readonly partitions?: number;
}

export const DEFAULT_PARTITIONS = 1;

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
  return problems;
}
