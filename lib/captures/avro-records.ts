import { AVRO_NAME } from '../../connectors/avro-name';
import { type Dataset, tableId } from '../../connectors/dataset';
import { sourceNames } from '../../connectors/dataset-column';
import { type AvroEvents, FLAT_FIELDS } from '../../connectors/sources/avro-events';
import type { DatabaseCapture } from '../config/capture';
import type { EnvironmentConfig } from '../config/environment';
import { oneOf } from '../config/one-of';
import { COMPATIBILITIES } from '../config/registry';

const SHAPES: readonly string[] = ['envelope', 'flat'] satisfies AvroEvents['shape'][];

/** What the connector of a capture makes of it. */
export function avroEventsOf(
  key: string,
  { avro }: DatabaseCapture,
  registryUrl: string | undefined,
): AvroEvents | undefined {
  return avro === undefined || registryUrl === undefined ? undefined : { registryUrl, group: key, shape: avro.shape };
}

/** Every rule that records of a capture in Avro break, as `property rule, got: value` sentences. */
export function avroProblems(
  at: string,
  { avro, sharedTopic, snapshot }: DatabaseCapture,
  tables: Readonly<Record<string, Dataset>>,
  { registry }: EnvironmentConfig,
): string[] {
  if (avro === undefined) {
    return [];
  }
  return [
    ...oneOf(`${at}.shape`, [avro.shape], SHAPES),
    ...(avro.compatibility === undefined ? [] : oneOf(`${at}.compatibility`, [avro.compatibility], COMPATIBILITIES)),
    ...(registry === undefined ? [`\`registry\` must say where schemas of \`${at}\` are, got: none`] : []),
    ...(sharedTopic === undefined
      ? []
      : [
          `\`${at}\` must be left out where all tables have one topic, for its values have one schema, got: ${avro.shape}`,
        ]),
    ...(snapshot === 'when_needed'
      ? [
          `\`${at}\` must be left out where \`snapshot\` is when_needed, for rows in Parquet are not told of rows that a later snapshot no longer holds, got: ${avro.shape}`,
        ]
      : []),
    ...Object.values(tables).flatMap((table) => nameProblems(at, table)),
    ...(avro.shape === 'flat'
      ? Object.values(tables).flatMap((table) => [...truncateProblems(at, table), ...fieldProblems(at, table)])
      : []),
  ];
}

/** What flattens events leaves out those that are of no row. */
function truncateProblems(at: string, table: Dataset): string[] {
  return table.truncate === 'apply'
    ? [
        `\`${at}.shape\` must be envelope where \`truncate\` of a table is apply, for flat rows do not tell it, got: flat, of ${tableId(table)}`,
      ]
    : [];
}

/** Debezium would stop at the first change. */
function fieldProblems(at: string, table: Dataset): string[] {
  return sourceColumns(table)
    .filter((name) => FLAT_FIELDS.some((field) => field.toLowerCase() === name.toLowerCase()))
    .map(
      (name) =>
        `\`${at}.shape\` must be envelope where a column is called as what flat rows have beside their columns, got: ${name} of ${tableId(table)}`,
    );
}

function sourceColumns({ columns }: Dataset): string[] {
  return Object.entries(columns).flatMap(([name, column]) => sourceNames(name, column));
}

/** Columns that say where they come `from` may have had another name before: what they are called now, the bootstrap sees. */
function nameProblems(at: string, table: Dataset): string[] {
  const named = Object.entries(table.columns).filter(([, column]) => typeof column === 'string');
  return [
    ...[table.schema, table.table]
      .filter((name) => !AVRO_NAME.test(name))
      .map((name) => [name, tableId(table)] as const),
    ...named.filter(([name]) => !AVRO_NAME.test(name)).map(([name]) => [name, `${tableId(table)}, a column`] as const),
  ].map(
    ([name, what]) =>
      `\`${at}\` must be of tables whose names and columns' names are letters, digits and _ that begin with no digit, which is what Avro takes, got: ${JSON.stringify(name)} of ${what}`,
  );
}
