import type { ConnectorSpec, TopicSpec } from '../../connectors/connector-spec';
import type { Dataset } from '../../connectors/dataset';
import { largestEvent } from '../../connectors/fragments/record-size';
import { captureProblems } from '../captures/capture-problems';
import { capturedTables } from '../captures/captured-tables';
import type { EnvironmentConfig } from '../config/environment';
import { environmentProblems } from '../config/environment-problems';
import { fail } from '../core/fail';
import { rawTableName } from '../lake/parquet-table';
import type { CatalogService } from '../network/network';
import { registryProblems } from '../registry/registry-problems';
import type { RawTable } from '../serving/raw-queries';
import { type QueriedTable, tableQueryProblems } from '../serving/table-queries';
import type { DestinationKind, Pipeline, PipelinePlan, PlannedRows } from './destination-kind';
import { flowProblems } from './flow-problems';
import { resolvePipelines } from './resolve-pipelines';
import { upkeepProblems } from './upkeep-problems';

/** What an environment comes to, before anything of it exists. */
export interface PlatformPlan {
  /** Beginning of every name that is unique in an account and region. */
  readonly namePrefix: string;
  /** By capture. */
  readonly captured: Readonly<Record<string, readonly Dataset[]>>;
  /** In the order in which they read from each other. */
  readonly pipelines: readonly PlannedPipeline[];
  /** Tables of the lake, each kept by one pipeline. */
  readonly lakeTables: readonly Dataset[];
  /** Tables of the lake that get statements to start from. */
  readonly queriedTables: readonly PlannedQueries[];
  /** Whether jobs run inside the network. */
  readonly jobs: 'inside' | 'outside';
  /** Catalogs that connectors call from inside the network. */
  readonly catalogs: readonly CatalogService[];
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
}

export interface PlannedQueries extends QueriedTable {
  /** Name of the one that keeps it. */
  readonly pipeline: string;
}

export interface PlannedPipeline {
  readonly pipeline: Pipeline;
  readonly plan: PipelinePlan;
}

/** @throws Error with every rule that the environment breaks, each with property, rule and value */
export function planPlatform(config: EnvironmentConfig, kinds: readonly DestinationKind[]): PlatformPlan {
  const namePrefix = `tributary-${config.name}`;
  requireNone(config, [...environmentProblems(config), ...registryProblems(config), ...captureProblems(config)]);
  const { pipelines, tables, problems } = resolvePipelines(config, kinds, namePrefix);
  requireNone(config, problems);
  requireNone(config, flowProblems(config, pipelines, tables));
  const planned = pipelines.map((pipeline) => ({ pipeline, plan: pipeline.kind.plan(pipeline) }));
  requireNone(config, upkeepProblems(config.upkeep, planned));
  const queriedTables = queriedTablesOf(planned, config.serving.athena.queriedTables);
  requireNone(config, tableQueryProblems('serving.athena.queriedTables', queriedTables));
  return {
    namePrefix,
    captured: Object.fromEntries(
      Object.entries(capturedTables(config)).map(([key, datasets]) => [key, Object.values(datasets)]),
    ),
    pipelines: planned,
    lakeTables: planned.flatMap(({ plan }) => plan.lakeTables),
    queriedTables,
    jobs: planned.some(({ plan }) => plan.jobs === 'inside') ? 'inside' : 'outside',
    catalogs: [
      ...(planned.some(({ plan }) => plan.icebergDatabase !== undefined) ? (['glue'] as const) : []),
      ...(planned.some(({ plan }) => plan.tableBucket !== undefined) ? (['s3-tables'] as const) : []),
    ],
    maxEventBytes: largestEvent(config.streaming.maxRowSize.toBytes()),
  };
}

function queriedTablesOf(
  planned: readonly PlannedPipeline[],
  queried: EnvironmentConfig['serving']['athena']['queriedTables'],
): PlannedQueries[] {
  return planned.flatMap(({ pipeline: { name, tables }, plan: { tableForm: form, rows } }) =>
    form === undefined || !Object.hasOwn(queried, name)
      ? []
      : (queried[name] ?? []).flatMap((key) => {
          const dataset = tables[key];
          return dataset === undefined
            ? []
            : [{ dataset, form, raw: rows && rawTableOf(rows, dataset), pipeline: name }];
        }),
  );
}

function rawTableOf({ namePrefix, keptRows }: PlannedRows, dataset: Dataset): RawTable {
  const types = keptRows.find((kept) => kept.dataset === dataset)?.types ?? {};
  return { tableName: rawTableName(namePrefix, dataset), types };
}

/** Every topic that connectors need, each once, whether its connector runs or not. */
export function topicsOf(connectors: readonly ConnectorSpec[]): TopicSpec[] {
  return connectors.flatMap(({ topics }) => topics);
}

/** @throws Error where there is a problem, with all of them and the environment */
export function requireNone(config: EnvironmentConfig, problems: readonly string[]): void {
  if (problems.length > 0) {
    fail(`environments.${config.name}`, problems.join('\n'));
  }
}
