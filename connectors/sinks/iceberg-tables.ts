import type { ConnectorCapacity, ConnectorSpec, TopicSpec } from '../connector-spec';
import { type Dataset, DEFAULT_ENVELOPE, type Envelope, isOfChanges, tableName, topicName } from '../dataset';
import { columnType, sourceNames } from '../dataset-column';
import { textConverters } from '../fragments/avro';
import { configProviders } from '../fragments/config-providers';
import { textKeyConverter } from '../fragments/converters';
import { deadLetterQueue, deadLetterTopic } from '../fragments/dead-letter';
import { mskIamClient } from '../fragments/msk-iam';
import { largestRecord, recordProducer } from '../fragments/record-size';
import { catalogKeys, catalogSecrets, type SinkCatalog } from './iceberg-catalog';

/** What Athena reads: none of a later version. */
const FORMAT_VERSION = '2';
/** Beside a merge or a maintenance that commits at the same time. */
const MAX_COMMIT_FAILURES = '5';
const PACKAGE = 'io.tributary.connect.iceberg';

/** Field of all rows, of changes and of events, that says which table they are of: `<database>.<table>`. */
export const TARGET_FIELD = '_row.target';

/** A table of the lake, and what it is made of. */
export interface IcebergTable {
  readonly dataset: Dataset;
  /** Partition fields such as `day(ordertime)` or `bucket(id,16)`. */
  readonly partitionBy: readonly string[];
  /** Java pattern of the whole value of the route field; of tables that are listed. */
  readonly routePattern?: string;
}

/**
 * Which table a record goes to.
 *
 * - `single`: there is one.
 * - `dynamic`: the one that a field of the row names, as `<database>.<table>`; one that is not there is made.
 * - `listed`: each whose pattern the value of a field matches; records that match none are in no table.
 */
export type IcebergRouting =
  | { readonly kind: 'single' }
  | { readonly kind: 'dynamic' | 'listed'; readonly field: string };

export interface IcebergTablesInputs {
  /** Connector name; see `ConnectorSpec.name`. */
  readonly name: string;
  readonly region: string;
  readonly bootstrapServers: string;
  /** Of the registry's API, where records are in Avro. @default - JSON without schemas */
  readonly registryUrl?: string | undefined;
  readonly catalog: SinkCatalog;
  /** Database of the catalog, or its namespace: there beforehand, but in a REST catalog, where the sink makes it. */
  readonly database: string;
  readonly tables: readonly IcebergTable[];
  /** Topic that holds the changes of all tables. Events, which do not tell their table, keep theirs. @default - each table has its own */
  readonly sharedTopic?: string;
  readonly routing: IcebergRouting;
  /**
   * Tables that come up in a shared topic and are not declared: refused, as undeliverable, made with columns that are texts, or left
   * out.
   *
   * @default 'refuse'
   */
  readonly undeclaredTables?: 'refuse' | 'text' | 'leave';
  /** Whether tables that are not there are made, and columns that they lack are added. */
  readonly evolution: 'create-and-evolve' | 'evolve' | 'none';
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than there are partitions stay idle. */
  readonly maxTasks: number;
  /** Milliseconds between two commits of all tables, and so the age of what they show. */
  readonly commitIntervalMs: number;
  /** Milliseconds after which a task that reads nothing new answers a request to commit all the same. */
  readonly flushIntervalMs: number;
  /** Whether fields of nested records become columns of their own, `address_city`. */
  readonly flatten: boolean;
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
  /** Properties of Iceberg's writers, `write.…`. @default {} */
  readonly writeProperties?: Readonly<Record<string, string>>;
  /** Further keys of the sink; see `icebergTableProblems` for those that are refused. @default {} */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Rows of topics, appended to Iceberg tables exactly once: of changes a log, of events the events. */
export function icebergTables(inputs: IcebergTablesInputs): ConnectorSpec {
  const { name, routing } = inputs;
  const topics = consumedTopics(inputs);
  const deadLetter = deadLetterTopic(name);
  const control = controlTopic(name);
  const groupPrefix = `cg-control-${name}.`;
  const transactionalIdPrefix = `${name}.`;
  const secretNames = catalogSecrets(inputs.catalog);
  return {
    name,
    kind: 'sink',
    plugin: 'iceberg-sink',
    capacity: inputs.capacity,
    config: {
      'connector.class': 'org.apache.iceberg.connect.IcebergSinkConnector',
      'tasks.max': String(inputs.maxTasks),
      topics: topics.join(','),
      'config.action.reload': 'none',

      ...(routing.kind === 'dynamic'
        ? { 'iceberg.tables.dynamic-enabled': 'true' }
        : { 'iceberg.tables': inputs.tables.map((table) => lakeTable(inputs, table)).join(',') }),
      ...(routing.kind === 'single' ? {} : { 'iceberg.tables.route-field': routing.field }),
      ...Object.assign({}, ...inputs.tables.map((table) => ofTable(lakeTable(inputs, table), table))),
      'iceberg.tables.auto-create-enabled': String(inputs.evolution === 'create-and-evolve'),
      'iceberg.tables.evolve-schema-enabled': String(inputs.evolution !== 'none'),
      // A column that is spelled otherwise by now is the same one: of two that differ in case only no engine reads the table.
      'iceberg.tables.schema-case-insensitive': 'true',
      'iceberg.tables.auto-create-props.format-version': FORMAT_VERSION,
      ...withPrefix('iceberg.tables.write-props.', inputs.writeProperties ?? {}),

      'iceberg.control.topic': control.name,
      'iceberg.control.group-id-prefix': groupPrefix,
      'iceberg.control.commit.interval-ms': String(inputs.commitIntervalMs),
      'iceberg.control.commit.max-consecutive-failures': MAX_COMMIT_FAILURES,
      'iceberg.coordinator.transactional.prefix': transactionalIdPrefix,

      ...catalogKeys(inputs.catalog, inputs.region),

      // MSK Connect hides from the sink the worker's properties that it would take these from.
      'iceberg.kafka.bootstrap.servers': inputs.bootstrapServers,
      ...mskIamClient('iceberg.kafka.'),
      // What was written before the coordinator's first commit, or while its group was forgotten, would be in no table.
      'iceberg.kafka.auto.offset.reset': 'earliest',
      'iceberg.kafka.interceptor.classes': `${PACKAGE}.ControlTopicGuard`,
      'iceberg.kafka.control.topic': control.name,
      ...inputs.settings,

      ...rows(inputs),
      ...deadLetterQueue(deadLetter),
      // Connect's own would keep columns in an order of chance.
      ...textConverters({ ...textKeyConverter(), 'value.converter': `${PACKAGE}.OrderedJson` }, inputs.registryUrl),
      'consumer.override.max.partition.fetch.bytes': String(inputs.maxEventBytes),
    },
    worker: {
      'offset.flush.interval.ms': String(inputs.flushIntervalMs),
      // Of the dead-letter topic.
      ...recordProducer(largestRecord(inputs.maxEventBytes)),
      ...(secretNames.length === 0 ? {} : configProviders(inputs.region)),
    },
    topics: [deadLetter, control],
    produces: [deadLetter.name],
    consumes: topics,
    ownClients: {
      topics: [],
      controlTopics: [control.name],
      groups: [`connect-${name}-coord`],
      groupPrefixes: [groupPrefix],
      transactionalIdPrefixes: [transactionalIdPrefix],
    },
    secretNames,
  };
}

/** `<database>.<table>` */
export function lakeTable({ database }: Pick<IcebergTablesInputs, 'database'>, { dataset }: IcebergTable): string {
  return `${database}.${tableName(dataset)}`;
}

function consumedTopics({ tables, sharedTopic }: IcebergTablesInputs): string[] {
  const datasets = tables.map(({ dataset }) => dataset);
  return sharedTopic === undefined
    ? datasets.map(topicName)
    : [sharedTopic, ...datasets.filter((dataset) => !isOfChanges(dataset)).map(topicName)];
}

/** What the tasks of one connector agree by: with a record lost or out of order, files would be in no table, or twice. */
function controlTopic(connectorName: string): TopicSpec {
  return {
    name: `iceberg-control.${connectorName}`,
    partitions: 1,
    config: { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' },
  };
}

function ofTable(table: string, { partitionBy, routePattern }: IcebergTable): Record<string, string> {
  return {
    ...(partitionBy.length === 0 ? {} : { [`iceberg.table.${table}.partition-by`]: partitionBy.join(',') }),
    ...(routePattern === undefined ? {} : { [`iceberg.table.${table}.route-regex`]: routePattern }),
  };
}

/** Without them the sink would guess at types: a day would be a text, and a column of nothing but NULL none at all. */
function rows(inputs: IcebergTablesInputs): Record<string, string> {
  const prefix = 'transforms.rows.';
  return {
    transforms: inputs.flatten ? 'flatten,rows' : 'rows',
    ...(inputs.flatten
      ? {
          'transforms.flatten.type': 'org.apache.kafka.connect.transforms.Flatten$Value',
          'transforms.flatten.delimiter': '_',
        }
      : {}),
    [`${prefix}type`]: `${PACKAGE}.TypedRows`,
    [`${prefix}envelope`]: commonEnvelope(inputs),
    ...(inputs.undeclaredTables === 'text'
      ? { [`${prefix}undeclared.tables`]: `${inputs.database}.\${schema}_\${table}` }
      : {}),
    ...(inputs.undeclaredTables === 'leave' ? { [`${prefix}undeclared.records`]: 'leave' } : {}),
    ...Object.assign(
      {},
      ...inputs.tables.map((table) => rowsOf(`${prefix}topic.${topicName(table.dataset)}.`, inputs, table)),
    ),
  };
}

function rowsOf(prefix: string, inputs: IcebergTablesInputs, table: IcebergTable): Record<string, string> {
  const { columns, zeroDates, envelope = DEFAULT_ENVELOPE } = table.dataset;
  const declared = Object.entries(columns).map(([name, column]) => [
    name,
    columnType(column),
    ...sourceNames(name, column).slice(1),
  ]);
  return {
    ...(envelope === commonEnvelope(inputs) ? {} : { [`${prefix}envelope`]: envelope }),
    [`${prefix}table`]: lakeTable(inputs, table),
    [`${prefix}columns`]: JSON.stringify(declared),
    ...(zeroDates === 'null' ? { [`${prefix}zero.dates`]: 'null' } : {}),
  };
}

/** Of a shared topic, and of each that has no other. */
function commonEnvelope({ tables }: IcebergTablesInputs): Envelope {
  return tables.some(({ dataset }) => isOfChanges(dataset)) ? 'debezium' : 'none';
}

function withPrefix(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value]));
}
