import type { Construct } from 'constructs';
import { type Dataset, type Table, tableId, topicName } from '../../connectors/dataset';
import type { AvroRecords, DatabaseCapture } from '../config/capture';
import type { EnvironmentConfig } from '../config/environment';
import { selectionProblems } from '../config/environment-problems';
import { oneOf } from '../config/one-of';
import type { ItemTable } from '../keyvalue/item-tables';
import { SchemaRules } from '../registry/schema-rules';
import type { CapturedTable } from '../source/bootstrap/bootstrap-request';
import { replicationSlot } from '../source/replication-slot';
import { type Dialect, engineTraits, positionFormat } from '../source/source-engine';
import { SourceReadiness } from '../source/source-readiness';
import { ConnectorStack } from '../stacks/connector-stack';
import type { DatabaseStack } from '../stacks/database-stack';
import type { RegistryStack } from '../stacks/registry-stack';
import type { KeptRows } from '../stacks/rows-stack';
import { avroProblems } from './avro-records';
import type { CaptureKind, CaptureKindStackProps } from './capture-kind';
import type { LogReader } from './log-reader';
import { MYSQL_READER } from './mysql-reader';
import { POSTGRES_READER } from './postgres-reader';
import { capturedTopic, sharedTopicProblems, undeclaredTables } from './shared-topic';

const READERS: Readonly<Record<Dialect, LogReader>> = { mysql: MYSQL_READER, postgres: POSTGRES_READER };

/** A reader of a database's log. */
export const DATABASE: CaptureKind<DatabaseCapture> = {
  connectorSuffix: 'cdc',
  problems: (key, capture, config) => captureProblems(key, capture, config),
  tables: (key, capture, config) => capturedTables(key, capture, config),
  sharedTopic: capturedTopic,
  format: ({ avro }) => (avro === undefined ? 'json' : 'avro'),
  tellsRowsBefore: ({ avro }) => avro?.shape !== 'flat',
  positions: ({ database }, { databases }) => {
    const engine = databases[database]?.engine;
    return engine === undefined ? undefined : positionFormat(engine);
  },
  connector: (capture, inputs) =>
    READERS[(inputs.databases[capture.database] as DatabaseStack).database.access.dialect].connector(capture, inputs),
  createStack: (scope, id, capture, props) => new DatabaseCaptureStack(scope, id, capture, props),
};

/** A reader, and what has to be true of its tables: where that fails, nothing else is rolled back. */
class DatabaseCaptureStack extends ConnectorStack {
  constructor(scope: Construct, id: string, capture: DatabaseCapture, props: CaptureKindStackProps) {
    const source = props.databases[capture.database] as DatabaseStack;
    const { database } = source;
    super(scope, id, {
      ...props,
      connectors: [props.connector],
      secrets: { [source.cdcSecretName]: database.cdcSecret },
    });
    const readiness = new SourceReadiness(this, 'Source', {
      database,
      vpc: props.network.vpc,
      subnets: props.network.privateSubnets,
      capturedTables: props.datasets.map((dataset) => ({
        ...dataset,
        ...itemKeys(dataset, props.itemTables),
        ...(props.warehouseTopics.includes(topicName(dataset)) ? { exactNames: true } : {}),
        ...(capture.avro === undefined ? {} : { avroNames: true }),
        ...rowTypes(dataset, props.keptRows),
      })),
      undeclaredTables: undeclaredTables(capture, props.datasets, source),
      whenTablesMissing: capture.whenTablesMissing,
      replication: database.access.dialect === 'postgres' ? replicationSlot(props.connector.name) : undefined,
      logs: props.dataPolicy.logs,
    });
    props.alarms.add(this, 'SourceProblems', {
      name: `${props.connector.name}-source-problems`,
      metric: readiness.check.metricProblems(),
      threshold: 0,
      missingIsBad: true,
      meaning: 'The source could not be captured as it is now, or nobody has looked.',
      runbook: 'sourceproblems-is-not-0',
    });
    for (const connector of this.connectors) {
      connector.connections.allowToDefaultPort(database, 'Changes of captured tables');
      connector.node.addDependency(readiness);
    }
    if (capture.avro !== undefined && props.registry !== undefined) {
      this.registerSchemas(capture.avro, props.registry, props);
    }
    // No reference leads to what the database's bootstrap did: only the order of stacks does.
    this.addStackDependency(source);
  }

  /** The rule is there before the first schema that needs it. */
  private registerSchemas(avro: AvroRecords, registry: RegistryStack, props: CaptureKindStackProps): void {
    const rules = new SchemaRules(this, 'Schemas', {
      network: props.network,
      registry: registry.registry,
      registryUrl: registry.url,
      group: props.key,
      compatibility: avro.compatibility,
      logs: props.dataPolicy.logs,
    });
    for (const connector of this.connectors) {
      connector.connections.allowToDefaultPort(registry.registry, 'Schemas of records');
      connector.node.addDependency(rules);
    }
    this.addStackDependency(registry);
  }
}

/** What items of a table are found by, whichever pipeline makes them. */
function itemKeys(dataset: Dataset, tables: readonly ItemTable[]): Pick<CapturedTable, 'itemKeys'> {
  const own = tables.filter(({ topic }) => topic === topicName(dataset));
  const keys = own.flatMap(({ hash, sort }) => [hash, ...(sort === undefined ? [] : [sort])]);
  return keys.length === 0 ? {} : { itemKeys: Object.fromEntries(keys.map(({ name, type }) => [name, type])) };
}

/** What columns of a table's rows in Parquet are, whichever pipeline keeps them. */
function rowTypes(dataset: Dataset, rows: readonly KeptRows[]): Pick<CapturedTable, 'rowTypes'> {
  const own = rows.filter((each) => topicName(each.dataset) === topicName(dataset));
  return own.length === 0 ? {} : { rowTypes: Object.assign({}, ...own.map(({ types }) => types)) };
}

function capturedTables(
  key: string,
  { database, tables }: DatabaseCapture,
  { databases }: EnvironmentConfig,
): Record<string, Dataset> {
  const all = Object.entries(databases[database]?.tables ?? {});
  const selected = all.filter(([table]) => tables === 'all' || tables.includes(table));
  return Object.fromEntries(selected.map(([name, table]) => [name, { ...table, source: key }]));
}

function captureProblems(key: string, capture: DatabaseCapture, config: EnvironmentConfig): string[] {
  const at = `captures.${key}`;
  const known = config.databases[capture.database];
  return [
    ...oneOf(`${at}.database`, [capture.database], Object.keys(config.databases)),
    ...(known === undefined
      ? []
      : [
          ...selectionProblems(`${at}.tables`, capture.tables, Object.keys(known.tables)),
          ...topicProblems(key, capture, known.tables),
          ...sharedTopicProblems(`${at}.sharedTopic`, capture, Object.values(capturedTables(key, capture, config))),
          ...avroProblems(`${at}.avro`, capture, capturedTables(key, capture, config), config),
        ]),
    ...(known === undefined ? [] : (readerOf(known.engine)?.problems(key, capture, config) ?? [])),
  ];
}

/** Kafka has fewer characters in names than a database, so that two tables may have one topic. */
function topicProblems(key: string, capture: DatabaseCapture, tables: Readonly<Record<string, Table>>): string[] {
  const owners = new Map<string, string>();
  return Object.entries(tables)
    .filter(([table]) => capture.tables === 'all' || capture.tables.includes(table))
    .flatMap(([name, table]) => {
      const topic = topicName({ ...table, source: key });
      const owner = owners.get(topic);
      owners.set(topic, name);
      return owner === undefined || tableId(tables[owner] ?? table) === tableId(table)
        ? []
        : [
            `\`captures.${key}.tables\` must have topics of their own; a capture for one of them gives it another, got: ${topic} of ${owner} and ${name}`,
          ];
    });
}

/** None for an engine that nobody knows, of which others tell. */
function readerOf(engine: string): LogReader | undefined {
  const traits = engineTraits(engine);
  return traits === undefined ? undefined : READERS[traits.dialect];
}
