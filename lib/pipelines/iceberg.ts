import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConnectorCapacity, ConnectorSpec } from '../../connectors/connector-spec';
import { lakePart, notifyingSources } from '../../connectors/dataset';
import { VENDED } from '../../connectors/sinks/iceberg-catalog';
import {
  type IcebergTable,
  type IcebergTablesInputs,
  icebergTables,
  lakeTable,
  TARGET_FIELD,
} from '../../connectors/sinks/iceberg-tables';
import { notificationsDataset } from '../../connectors/sources/debezium-topics';
import { escaped } from '../../connectors/sources/exact-pattern';
import type { Destination } from '../config/environment';
import { icebergFileStatement } from '../lake/iceberg-policies';
import { DEAD_LETTERS, UNANSWERED_COMMITS } from '../observability/log-alarms';
import { ConnectorStack } from '../stacks/connector-stack';
import type { DestinationKind, Pipeline, PipelineStackProps, Places } from './destination-kind';
import { DEFAULT_CATALOG, type IcebergCatalog, sinkCatalog, tableBucketName } from './iceberg-catalog';
import { icebergProblems } from './iceberg-problems';
import { readSchemas, registryUrlOf } from './read-schemas';

const NAME = 'iceberg';

/**
 * A task that reads nothing new looks at its control topic as often as that, in milliseconds, and does nothing else for it. Clients
 * of its own give a connection up that they have not looked at for ten seconds: a task of a quiet topic would never come to answer.
 */
const FLUSH_INTERVAL_MS = 1000;

export const DEFAULT_EVOLUTION = 'create-and-evolve';
/** What nobody declared has no types, and nobody waits for it. */
export const DEFAULT_UNDECLARED = 'refuse';

export interface IcebergOptions {
  /** Workers of its connector. */
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than the topics have partitions stay idle. */
  readonly maxTasks: number;
  /** Time between two commits: whole seconds. Each makes new files of every table, and a snapshot. */
  readonly commitEvery: Duration;
  /**
   * Where its tables are listed, and who keeps their files. A pipeline that has another from some day on has only what comes from
   * then on there: give it another name.
   *
   * @default DEFAULT_CATALOG
   */
  readonly catalog?: IcebergCatalog;
  /**
   * Partition fields of tables by their keys, such as `day(ordertime)`. Of a table that is there already they change nothing.
   *
   * @default {} - no partitions
   */
  readonly partitionBy?: Readonly<Record<string, readonly string[]>>;
  /**
   * Whether tables that are not there are made and columns that they lack are added, or only the latter, or neither. Of several
   * tables the first only, and so of changes of a database, which have a table of notifications beside them.
   *
   * @default DEFAULT_EVOLUTION
   */
  readonly evolution?: IcebergTablesInputs['evolution'];
  /**
   * Tables that nobody declared, where a capture has one topic for all of its tables: refused, so that their records are dead
   * letters, or made as they come up, with columns that are texts. Where the pipeline names its tables, records of all others are
   * left out.
   *
   * @default DEFAULT_UNDECLARED
   */
  readonly undeclaredTables?: 'refuse' | 'text';
  /**
   * Whether fields of nested records become columns of their own, such as `address_city`. Not of changes of a database, whose
   * rows have no nested records.
   *
   * @default false
   */
  readonly flatten?: boolean;
  /**
   * Properties of Iceberg's writers, `write.…`.
   *
   * @default {} - Iceberg's own
   */
  readonly writeProperties?: Readonly<Record<string, string>>;
  /**
   * Further keys of the sink, `iceberg.…`.
   *
   * @default {}
   */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Every event as a row of an Iceberg table: of changes a log of them, of other events these. Rows are appended, and never
 * replaced. What a capture of changes tells of its snapshots is a table beside them, `notifications_<capture>`.
 */
export function iceberg(options: IcebergOptions): Destination {
  return { kind: NAME, options };
}

export const ICEBERG: DestinationKind = {
  name: NAME,
  provides: 'log',
  readsSharedTopics: true,
  formats: ['json', 'avro'],
  reads: () => 'topics',
  problems: (at, pipeline) => icebergProblems(at, pipeline, optionsOf(pipeline), inputsOf(pipeline)),
  plan: (pipeline) => {
    const { kind } = catalogOf(pipeline);
    const namespace = icebergDatabase(pipeline);
    return {
      lakeTables: [],
      itemTables: [],
      icebergDatabase: kind === 'glue' ? namespace : undefined,
      tableBucket: kind === 's3-tables' ? { bucketName: tableBucketName(pipeline), namespace } : undefined,
      rows: undefined,
      warehouseSchema: undefined,
      // Of tables that Athena has by their names alone.
      tableForm: kind === 'glue' ? 'log' : undefined,
      jobs: 'outside',
      connectors: (places) => [connectorOf(pipeline, places)],
    };
  },
  createStack: (scope, id, props) => new IcebergStack(scope, id, props),
};

class IcebergStack extends ConnectorStack {
  constructor(scope: Construct, id: string, props: PipelineStackProps) {
    const catalog = catalogOf(props.pipeline);
    super(scope, id, {
      ...props,
      alarmLines: [DEAD_LETTERS, UNANSWERED_COMMITS],
      existingSecrets: props.connectors.flatMap(({ secretNames }) => secretNames),
    });
    const data = [props.iceberg, props.tableBucket].filter((stack) => stack !== undefined);
    for (const connector of this.connectors) {
      for (const { tables } of data) {
        tables.grantAppend(connector);
      }
      if (catalog.kind === 'rest' && catalog.files !== VENDED) {
        connector.role.addToPrincipalPolicy(icebergFileStatement(this, catalog.files));
      }
    }
    readSchemas(this, props);
    // No reference leads from a connector to where its tables are, either.
    for (const stack of data) {
      this.addStackDependency(stack);
    }
  }
}

function connectorOf(pipeline: Pipeline, places: Places): ConnectorSpec {
  return icebergTables({
    ...inputsOf(pipeline),
    ...places,
    registryUrl: registryUrlOf(pipeline, places),
    catalog: sinkCatalog(catalogOf(pipeline), pipeline, places),
  });
}

/** All but where it leads. */
function inputsOf(pipeline: Pipeline): IcebergTablesInputs {
  const { capacity, maxTasks, commitEvery, ...options } = optionsOf(pipeline);
  const tables = tablesOf(pipeline);
  return {
    name: pipeline.resourceName,
    region: '',
    bootstrapServers: '',
    maxEventBytes: 0,
    catalog: sinkCatalog(catalogOf(pipeline), pipeline, { region: '', tablesBucketName: '' }),
    database: icebergDatabase(pipeline),
    ...formOf(pipeline, tables),
    evolution: options.evolution ?? DEFAULT_EVOLUTION,
    capacity,
    maxTasks,
    commitIntervalMs: commitEvery.toMilliseconds({ integral: false }),
    flushIntervalMs: FLUSH_INTERVAL_MS,
    flatten: options.flatten ?? false,
    writeProperties: options.writeProperties,
    settings: options.settings,
  };
}

/** How tables are told apart: of a topic of all tables, those are listed that somebody names. */
function formOf(
  pipeline: Pipeline,
  tables: readonly IcebergTable[],
): Pick<IcebergTablesInputs, 'tables' | 'routing' | 'sharedTopic' | 'undeclaredTables'> {
  const { sharedTopic, selection } = pipeline;
  const dynamic = { kind: 'dynamic', field: TARGET_FIELD } as const;
  if (sharedTopic === undefined) {
    return { tables, routing: tables.length === 1 ? { kind: 'single' } : dynamic };
  }
  if (selection === 'all') {
    const { undeclaredTables } = optionsOf(pipeline);
    return { tables, routing: dynamic, sharedTopic: sharedTopic.name, undeclaredTables };
  }
  const database = icebergDatabase(pipeline);
  return {
    tables: tables.map((table) => ({ ...table, routePattern: escaped(lakeTable({ database }, table)) })),
    routing: { kind: 'listed', field: TARGET_FIELD },
    sharedTopic: sharedTopic.name,
    undeclaredTables: 'leave',
  };
}

/** Its own, and what their captures tell: a state that is merged from the log would keep rows that a later snapshot no longer held. */
function tablesOf(pipeline: Pipeline): IcebergTable[] {
  const { partitionBy = {} } = optionsOf(pipeline);
  return [
    ...Object.entries(pipeline.tables).map(([key, dataset]) => ({
      dataset,
      partitionBy: Object.hasOwn(partitionBy, key) ? (partitionBy[key] ?? []) : [],
    })),
    ...notifyingSources(pipeline.datasets).map((source) => ({
      dataset: notificationsDataset(source),
      partitionBy: [],
    })),
  ];
}

function catalogOf(pipeline: Pipeline): IcebergCatalog {
  return optionsOf(pipeline).catalog ?? DEFAULT_CATALOG;
}

/** Where the catalog has the Iceberg tables of a pipeline. Captures have databases of the same form; no pipeline has the name of one. */
export function icebergDatabase(pipeline: Pipeline): string {
  return lakePart(pipeline.resourceName);
}

function optionsOf({ options }: Pipeline): IcebergOptions {
  return options as IcebergOptions;
}
