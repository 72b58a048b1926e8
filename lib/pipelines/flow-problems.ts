import { byGroup, type Dataset, sideTableNames, tableName, topicName } from '../../connectors/dataset';
import { columnType } from '../../connectors/dataset-column';
import { capturedTables } from '../captures/captured-tables';
import type { EnvironmentConfig } from '../config/environment';
import { selectionProblems } from '../config/environment-problems';
import { oneOf } from '../config/one-of';
import { nameOf } from '../keyvalue/item-tables';
import type { Pipeline } from './destination-kind';
import type { ResolvedPipelines } from './resolve-pipelines';
import { rowsFlowProblems } from './rows-problems';

/** What pipelines that are sound by themselves do to each other, as `property rule, got: value` sentences. */
export function flowProblems(
  config: EnvironmentConfig,
  pipelines: readonly Pipeline[],
  tables: ResolvedPipelines['tables'],
): string[] {
  return [
    ...writerProblems(pipelines),
    ...itemWriterProblems(pipelines),
    ...archiveWriterProblems(pipelines),
    ...rowsFlowProblems(pipelines),
    ...warehouseFlowProblems(config, pipelines),
    ...groupProblems(config, pipelines),
    ...sizeProblems(pipelines.flatMap((pipeline) => pipeline.kind.plan(pipeline).lakeTables)),
    ...archiveProblems(pipelines),
    ...queryProblems(config.serving.athena.queriedTables, pipelines, tables),
  ];
}

/** Of two writers of one table, each would undo what the other did. One that is off may be switched on. */
function writerProblems(pipelines: readonly Pipeline[]): string[] {
  const owners = new Map<string, string>();
  return pipelines.flatMap((pipeline) =>
    pipeline.kind.plan(pipeline).lakeTables.flatMap((dataset) => {
      const at = `\`pipelines.${pipeline.name}.tables\``;
      const taken = [tableName(dataset), ...sideTableNames(dataset)].flatMap((name) => {
        const owner = owners.get(name);
        owners.set(name, owner ?? pipeline.name);
        return owner === undefined || owner === pipeline.name
          ? []
          : [
              `${at} must be made into lake tables that no other pipeline makes (${owner} does); a \`lakeName\` tells tables of two databases apart, got: ${name}`,
            ];
      });
      return taken.slice(0, 1);
    }),
  );
}

/** What one sink knows of the newest row, another does not: each would bring older rows back. */
function itemWriterProblems(pipelines: readonly Pipeline[]): string[] {
  const owners = new Map<string, string>();
  return pipelines.flatMap((pipeline) =>
    pipeline.kind
      .plan(pipeline)
      .itemTables.map(nameOf)
      .flatMap((name) => {
        const owner = owners.get(name);
        owners.set(name, owner ?? pipeline.name);
        return owner === undefined || owner === pipeline.name
          ? []
          : [
              `\`pipelines.${pipeline.name}.to.tableNameFormat\` must make tables that no other pipeline writes (${owner} does), got: ${name}`,
            ];
      }),
  );
}

/** Objects of a topic are a chain, by whose end its writer goes on. One that is off may be switched on. */
function archiveWriterProblems(pipelines: readonly Pipeline[]): string[] {
  const owners = new Map<string, string>();
  return pipelines
    .filter(({ kind }) => kind.provides === 'archive')
    .flatMap((pipeline) =>
      pipeline.datasets.flatMap((dataset) => {
        const folder = topicName(dataset);
        const owner = owners.get(folder);
        owners.set(folder, owner ?? pipeline.name);
        return owner === undefined
          ? []
          : [
              `\`pipelines.${pipeline.name}.tables\` must be of topics that no other pipeline archives (${owner} does), got: ${topicName(dataset)}`,
            ];
      }),
    );
}

/** A schema's views read the topics of one capture, and a merge knows nothing of another one. */
function warehouseFlowProblems(config: EnvironmentConfig, pipelines: readonly Pipeline[]): string[] {
  const owners = new Map<string, string>();
  return pipelines.flatMap((pipeline) => {
    const schema = pipeline.kind.plan(pipeline).warehouseSchema;
    if (schema === undefined) {
      return [];
    }
    const owner = owners.get(schema);
    owners.set(schema, owner ?? pipeline.name);
    return [
      ...(config.warehouse === undefined
        ? [`\`warehouse\` must say where \`pipelines.${pipeline.name}\` leads to, got: none`]
        : []),
      ...(owner === undefined
        ? []
        : [
            `\`pipelines.${pipeline.name}.to.schema\` must be one that no other pipeline has (${owner} does), got: ${schema}`,
          ]),
    ];
  });
}

/** Topics and entries of the catalog that one stack holds: templates have at most 500 resources and one megabyte. */
const MOST_TABLES_OF_GROUP = 300;

function groupProblems(config: EnvironmentConfig, pipelines: readonly Pipeline[]): string[] {
  const lakeTables = pipelines.flatMap((pipeline) => pipeline.kind.plan(pipeline).lakeTables);
  const captured = Object.entries(capturedTables(config)).map(
    ([key, tables]) => [`captures.${key}.tables`, Object.values(tables)] as const,
  );
  return [...captured, ['pipelines', lakeTables] as const].flatMap(([at, tables]) =>
    byGroup(tables)
      .filter(([, own]) => own.length > MOST_TABLES_OF_GROUP)
      .map(
        ([group, own]) =>
          `\`${at}\` must have at most ${MOST_TABLES_OF_GROUP} tables of one \`group\`; declare further tables with the next, got: ${own.length} of group ${group}`,
      ),
  );
}

/** Of a template one megabyte is taken; the rest of it is small. */
const MOST_BYTES_OF_GROUP = 900_000;
/** Of an entry of the catalog, without its columns. */
const ENTRY_BYTES = 1_200;
/** What surrounds the name and the type of a column. */
const COLUMN_BYTES = 25;

function sizeProblems(lakeTables: readonly Dataset[]): string[] {
  return byGroup(lakeTables).flatMap(([group, own]) => {
    const bytes = own.reduce((sum, dataset) => sum + entryBytes(dataset), 0);
    return bytes <= MOST_BYTES_OF_GROUP
      ? []
      : [
          `\`pipelines\` must have tables whose entries of the catalog fit into a template, group by group; declare some with another \`group\`, got: ${bytes} bytes of group ${group}`,
        ];
  });
}

function entryBytes({ columns }: Dataset): number {
  return Object.entries(columns).reduce(
    (sum, [name, column]) => sum + COLUMN_BYTES + name.length + columnType(column).length,
    ENTRY_BYTES,
  );
}

/** Topics are kept for days: a table whose events are nowhere else can never be made again. */
function archiveProblems(pipelines: readonly Pipeline[]): string[] {
  const archived = new Set(
    pipelines
      .filter(({ kind, state }) => kind.provides === 'archive' && state !== 'off')
      .flatMap(({ datasets }) => datasets.map(topicName)),
  );
  return pipelines
    .filter(
      ({ kind, options, state }) => kind.provides === undefined && kind.reads(options) === 'topics' && state !== 'off',
    )
    .flatMap((pipeline) =>
      pipeline.kind
        .plan(pipeline)
        .lakeTables.filter((dataset) => !archived.has(topicName(dataset)))
        .map(
          (dataset) =>
            `\`pipelines.${pipeline.name}.tables\` must be archived by some pipeline, which is what a table is made from again, got: ${topicName(dataset)}`,
        ),
    );
}

function queryProblems(
  queried: EnvironmentConfig['serving']['athena']['queriedTables'],
  pipelines: readonly Pipeline[],
  tables: ResolvedPipelines['tables'],
): string[] {
  const at = 'serving.athena.queriedTables';
  const keepers = pipelines.filter((pipeline) => pipeline.kind.plan(pipeline).tableForm !== undefined);
  const names = keepers.map(({ name }) => name);
  return Object.entries(queried).flatMap(([name, keys]) => [
    ...oneOf(at, [name], names),
    ...(names.includes(name) ? selectionProblems(`${at}.${name}`, keys, Object.keys(tables[name] ?? {})) : []),
  ]);
}
