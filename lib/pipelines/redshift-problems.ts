import { type Dataset, isOfChanges, tableId, topicName } from '../../connectors/dataset';
import { DEFAULT_REPLICA_IDENTITY } from '../../connectors/source-policies';
import { packText } from '../core/packed-text';
import { tableStatements } from '../warehouse/statements';
import { type WarehouseTable, warehouseName, warehouseTable } from '../warehouse/warehouse-table';
import type { Pipeline } from './destination-kind';
import type { RedshiftOptions } from './redshift';

/** What names of objects beside a table are made of stands behind `__`, so that no table can be called so. */
const TABLE_NAME = /^(?!.*__)[a-z_][a-z0-9_]{0,99}$/;
const SCHEMA_NAME = /^(?!pg_)(?!.*__)[a-z][a-z0-9_]{0,62}$/;
const RESERVED_SCHEMAS = ['information_schema', 'public', 'catalog_history'];
/** Redshift finds a topic by an identifier. */
const LONGEST_TOPIC = 127;
/** As many as one stack holds, at two resources each. */
const MOST_TABLES = 200;
/** Of a template one megabyte is taken. */
const MOST_BYTES = 850_000;
/** Of a table's resources, without its definition. */
const TABLE_BYTES = 2_200;
const MOST_MINUTES = 24 * 60;

/** Every rule that a pipeline to Redshift breaks, as `property rule, got: value` sentences; empty when it is sound. */
export function redshiftProblems(
  at: string,
  pipeline: Pipeline,
  { mergeEvery }: RedshiftOptions,
  schema: string,
): string[] {
  const { name, datasets, positions, capture } = pipeline;
  const withoutLog = datasets.some((dataset) => !isOfChanges(dataset));
  if (positions === undefined || withoutLog) {
    return [
      `\`${at}\` must be a kind that takes rows without a log, for by their places in one a table is kept, got: redshift of ${capture}`,
    ];
  }
  const minutes = mergeEvery.toMinutes({ integral: false });
  const tables = `pipelines.${name}.tables`;
  return [
    ...(Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES
      ? []
      : [`\`${at}.mergeEvery\` must be 1 to ${MOST_MINUTES} whole minutes, got: ${minutes} minutes`]),
    ...(SCHEMA_NAME.test(schema) && !RESERVED_SCHEMAS.includes(schema)
      ? []
      : [
          `\`${at}.schema\` must be a lower-case letter followed by up to 62 lower-case letters, digits or _, without __, and none of Redshift's own, got: ${schema}`,
        ]),
    ...nameProblems(tables, datasets),
    ...(positions === 'postgres-lsn' ? identityProblems(tables, datasets) : []),
    ...datasets
      .map(topicName)
      .filter((topic) => topic.length > LONGEST_TOPIC)
      .map(
        (topic) =>
          `\`${tables}\` must have topics of up to ${LONGEST_TOPIC} characters, as Redshift's names, got: ${topic}`,
      ),
    ...sizeProblems(
      tables,
      datasets.map((dataset) => warehouseTable(dataset, { schema, positions, autoRefresh: true })),
    ),
    ...datasets.flatMap((dataset) =>
      statementProblems(tables, warehouseTable(dataset, { schema, positions, autoRefresh: true })),
    ),
  ];
}

/** A change that leaves out what it did not touch cannot be merged without the row before it. */
function identityProblems(at: string, datasets: readonly Dataset[]): string[] {
  return datasets
    .filter(({ replicaIdentity = DEFAULT_REPLICA_IDENTITY }) => replicaIdentity !== 'full')
    .map(
      (dataset) =>
        `\`${at}\` must have \`replicaIdentity\` full, for changes of PostgreSQL leave long values out that they do not touch, got: ${tableId(dataset)} without it`,
    );
}

function nameProblems(at: string, datasets: readonly Dataset[]): string[] {
  const names = datasets.map(warehouseName);
  return [
    ...datasets
      .filter((dataset) => !TABLE_NAME.test(warehouseName(dataset)))
      .map(
        (dataset) =>
          `\`${at}\` must be called by up to 100 lower-case letters, digits or _ in the warehouse, without __ and no digit first; a \`lakeName\` says another name, got: ${tableId(dataset)} as ${warehouseName(dataset)}`,
      ),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map(
        (name) =>
          `\`${at}\` must be called differently in the warehouse; a \`lakeName\` tells them apart, got twice: ${name}`,
      ),
  ];
}

function sizeProblems(at: string, tables: readonly WarehouseTable[]): string[] {
  const bytes = tables.reduce((sum, table) => sum + TABLE_BYTES + templateBytes(packText(JSON.stringify(table))), 0);
  return [
    ...(tables.length <= MOST_TABLES
      ? []
      : [
          `\`${at}\` must be at most ${MOST_TABLES}; a second pipeline with another \`schema\` can take some of them, got: ${tables.length}`,
        ]),
    ...(bytes <= MOST_BYTES
      ? []
      : [
          `\`${at}\` must have definitions that fit into a template; a second pipeline with another \`schema\` can take some of them, got: ${bytes} bytes`,
        ]),
  ];
}

/** As a text inside of JSON, whose quotes are escaped. */
function templateBytes(text: string): number {
  return JSON.stringify(text).length;
}

/** The handler would find it only while it is deployed. */
function statementProblems(at: string, table: WarehouseTable): string[] {
  try {
    tableStatements(table, [], []);
    return [];
  } catch (error) {
    return [
      `\`${at}\` must be tables that statements can be made of, got: ${table.table}: ${(error as Error).message}`,
    ];
  }
}
