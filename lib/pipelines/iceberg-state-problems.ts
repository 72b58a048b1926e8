import { oneOf } from '../config/one-of';
import type { TableDetails } from '../transform/job-arguments';
import type { Pipeline } from './destination-kind';
import type { IcebergOptions } from './iceberg';
import { DEFAULT_CATALOG } from './iceberg-catalog';
import type { IcebergStateOptions, TableWrites } from './iceberg-state';
import { jobProblems } from './job-stack';

const WRITES: readonly string[] = ['copy-on-write', 'merge-on-read'] satisfies TableWrites[];
const MOST_BUCKETS = 1_024;

/**
 * What Iceberg calls columns that each of its rows has. A merge asks for them: with a column of the table that is called so it
 * fails, or, where only the case is another, takes one for the other and leaves the old row beside the new one.
 */
const COLUMNS_OF_ICEBERG: readonly string[] = [
  '_deleted',
  '_file',
  '_last_updated_sequence_number',
  '_partition',
  '_pos',
  '_row_id',
  '_spec_id',
];

/** Properties by which files of a table would lie where nobody but who knows the table may read them. */
const PLACES = ['write.data.path', 'write.metadata.path', 'write.folder-storage.path', 'write.object-storage.path'];

/** Keys of the sink by which tables are somewhere else, or lack something of what is told. */
const KEYS_OF_TABLES = /^iceberg\.(catalog\.|tables?(\.|$))/;

/**
 * Every rule that a pipeline to state tables breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param details what the job is told of each table besides
 */
export function icebergStateProblems(
  at: string,
  pipeline: Pipeline,
  { tables = {} }: IcebergStateOptions,
  details: TableDetails,
): string[] {
  return [
    ...jobProblems(at, pipeline, details),
    ...oneOf(`${at}.tables`, Object.keys(tables), Object.keys(pipeline.tables)),
    ...Object.entries(tables).flatMap(([key, { writes, buckets }]) => [
      ...(writes === undefined ? [] : oneOf(`${at}.tables.${key}.writes`, [writes], WRITES)),
      ...(buckets === undefined || (Number.isInteger(buckets) && buckets >= 1 && buckets <= MOST_BUCKETS)
        ? []
        : [`\`${at}.tables.${key}.buckets\` must be a whole number from 1 to ${MOST_BUCKETS}, got: ${buckets}`]),
    ]),
    ...columnProblems(at, pipeline),
    ...(pipeline.from === undefined ? [] : logProblems(pipeline.from, pipeline.name)),
  ];
}

function columnProblems(at: string, { tables }: Pipeline): string[] {
  return Object.entries(tables).flatMap(([key, { columns }]) =>
    Object.keys(columns)
      .filter((name) => COLUMNS_OF_ICEBERG.includes(name.toLowerCase()))
      .map(
        (name) =>
          `\`${at}\` must be of tables without columns that are called as Iceberg's own; a \`from\` gives another name, got: ${key}.${name}`,
      ),
  );
}

/** What a log may do that is only read, and one that states are made of may not. */
function logProblems(log: Pipeline, state: string): string[] {
  const { catalog = DEFAULT_CATALOG, settings = {}, writeProperties = {} } = log.options as IcebergOptions;
  const at = `pipelines.${log.name}.to`;
  const why = `where ${state} is made of it`;
  return [
    ...(catalog.kind === 'glue'
      ? []
      : [`\`${at}.catalog\` must be glue ${why}, whose job knows no other catalog, got: ${catalog.kind}`]),
    ...Object.entries(settings)
      .filter(([key]) => KEYS_OF_TABLES.test(key))
      .map(
        ([key, value]) => `\`${at}.settings.${key}\` must not be set ${why}, which knows nothing of it, got: ${value}`,
      ),
    ...Object.entries(writeProperties)
      .filter(([key]) => PLACES.includes(key))
      .map(
        ([key, value]) =>
          `\`${at}.writeProperties.${key}\` must not be set ${why}, whose role may not read there, got: ${value}`,
      ),
  ];
}
