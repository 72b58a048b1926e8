import { isOfChanges } from '../../connectors/dataset';
import { partitionProblems } from '../../connectors/sinks/iceberg-partitions';
import { icebergTableProblems } from '../../connectors/sinks/iceberg-problems';
import { type IcebergTablesInputs, TARGET_FIELD } from '../../connectors/sinks/iceberg-tables';
import { oneOf } from '../config/one-of';
import type { Pipeline } from './destination-kind';
import type { IcebergOptions } from './iceberg';
import { icebergCatalogProblems } from './iceberg-catalog-problems';

const EVOLUTIONS: readonly string[] = ['create-and-evolve', 'evolve', 'none'] satisfies IcebergOptions['evolution'][];
const UNDECLARED: readonly string[] = ['refuse', 'text'] satisfies IcebergOptions['undeclaredTables'][];

/** Member of every row that says where it goes, whatever the column is called that has it. */
const [ROUTED_BY = ''] = TARGET_FIELD.split('.');

/**
 * Every rule that a pipeline to Iceberg tables breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param inputs what its connector would be made of
 */
export function icebergProblems(
  at: string,
  pipeline: Pipeline,
  { commitEvery, catalog, partitionBy = {}, flatten = false, evolution, undeclaredTables }: IcebergOptions,
  inputs: IcebergTablesInputs,
): string[] {
  const { datasets, tables } = pipeline;
  const seconds = commitEvery.toSeconds({ integral: false });
  const unpartitioned = inputs.tables.map((table) => ({ ...table, partitionBy: [] }));
  return [
    ...(Number.isInteger(seconds) && seconds >= 1
      ? []
      : [`\`${at}.commitEvery\` must be whole seconds, at least 1, got: ${seconds} s`]),
    ...(catalog === undefined ? [] : icebergCatalogProblems(at, pipeline, catalog, undeclaredTables)),
    ...oneOf(`${at}.partitionBy`, Object.keys(partitionBy), Object.keys(tables)),
    ...Object.entries(tables).flatMap(([key, { columns }]) =>
      partitionProblems(`${at}.partitionBy.${key}`, partitionBy[key] ?? [], columns),
    ),
    ...Object.entries(tables).flatMap(([key, dataset]) => {
      const taken = [ROUTED_BY, isOfChanges(dataset) ? '_cdc' : '_kafka'];
      return Object.keys(dataset.columns)
        .filter((name) => taken.includes(name.toLowerCase()))
        .map(
          (name) =>
            `\`${at}\` must be of tables without columns ${taken.join(' and ')}, by which rows say what they are, got: ${key}.${name}`,
        );
    }),
    ...(flatten && datasets.some(isOfChanges)
      ? [`\`${at}.flatten\` must be false for changes of a database, whose rows lie in an envelope, got: true`]
      : []),
    ...(evolution === undefined ? [] : oneOf(`${at}.evolution`, [evolution], EVOLUTIONS)),
    ...(undeclaredTables === undefined ? [] : oneOf(`${at}.undeclaredTables`, [undeclaredTables], UNDECLARED)),
    ...(undeclaredTables === 'text' ? undeclaredProblems(`${at}.undeclaredTables`, pipeline) : []),
    // What is told above under the name that it has in the options.
    ...icebergTableProblems(at, { ...inputs, tables: unpartitioned, commitIntervalMs: 1_000 }),
  ];
}

function undeclaredProblems(at: string, { capture, sharedTopic, selection }: Pipeline): string[] {
  if (sharedTopic?.undeclaredTables !== 'capture') {
    return [
      `\`${at}\` must be refuse, for ${capture} captures none: \`sharedTopic\` with \`undeclaredTables: 'capture'\` would, got: text`,
    ];
  }
  return selection === 'all'
    ? []
    : [`\`${at}\` must be refuse where \`tables\` names those that are wanted, got: text`];
}
