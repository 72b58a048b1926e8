import { type ConnectorCapacity, type ConnectorSpec, NO_OWN_CLIENTS, type TopicSpec } from '../connector-spec';
import { type Dataset, notificationsTopic, schemasOf, tableId } from '../dataset';
import { configProviders, databaseCaReference, secretReference } from '../fragments/config-providers';
import { jsonConverters } from '../fragments/converters';
import { mskIamClient } from '../fragments/msk-iam';
import { offsetStorage, offsetsTopic } from '../fragments/offsets-topic';
import { recordProducer } from '../fragments/record-size';
import { type StatementReading, statementReadings } from '../statement-reading';
import {
  DEFAULT_HEARTBEAT_INTERVAL_MS,
  DEFAULT_MAX_BATCH_SIZE,
  DEFAULT_MAX_RETRIES,
  debeziumQueue,
} from './debezium-defaults';
import { changeTopics, type DebeziumTopics, KEPT_FOR_EVER } from './debezium-topics';
import { escaped, exactly } from './exact-pattern';
import { rerouting } from './shared-topic';
import { type UndeclaredTables, undeclaredPattern } from './undeclared-tables';

/** What would make a snapshot another one, of the connector's own sessions in place of the server's. */
const SESSION_VARIABLES: Readonly<Record<string, string>> = {
  // Without PAD_CHAR_TO_FULL_LENGTH and ANSI_QUOTES; the driver would add the one that is left.
  sql_mode: "'STRICT_TRANS_TABLES'",
  sql_quote_show_create: '1',
  // No limit.
  sql_select_limit: '18446744073709551615',
};

export interface MysqlCdcInputs extends DebeziumTopics {
  /** Connector name; see `ConnectorSpec.name`. */
  readonly name: string;
  readonly region: string;
  readonly hostname: string;
  readonly port: string;
  /** Name (not ARN) of the secret with `username` and `password` of the CDC user. */
  readonly secretName: string;
  /** Binlog client id, unique among all readers of this binlog. */
  readonly serverId: number;
  /** Bootstrap servers of the cluster, for the schema-history clients. */
  readonly bootstrapServers: string;
  /** Table that the heartbeat writes to, so that an idle database still moves the position. */
  readonly heartbeatTable: string;
  /** Further tables of their schemas; only with a shared topic, for no other is there for them. @default [] */
  readonly undeclaredTables?: readonly UndeclaredTables[];
  readonly capacity: ConnectorCapacity;
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
  /**
   * What is read before streaming begins. `initial`: all rows, once; `no_data`: only the tables' structure;
   * `when_needed`: all rows again whenever the stored position is gone from the binlog.
   *
   * @default 'initial'
   */
  readonly snapshot?: 'initial' | 'no_data' | 'when_needed';
  /**
   * DECIMAL as exact text, as Connect's binary decimal (base64 in JSON), or as a lossy double.
   *
   * @default 'string'
   */
  readonly decimals?: 'string' | 'precise' | 'double';
  /**
   * Whether TRUNCATE TABLE becomes an event (`op` `t`) or is dropped. Debezium drops it when it is not told.
   *
   * @default 'emit'
   */
  readonly truncates?: 'emit' | 'drop';
  /**
   * Statements of the log, and tables, that the connector stopped at.
   *
   * @default [] - it stops at any that no parser understands and that may change a captured table
   */
  readonly statements?: readonly StatementReading[];
  /** @default DEFAULT_HEARTBEAT_INTERVAL_MS */
  readonly heartbeatIntervalMs?: number;
  /** Events per batch; the queue holds four times as many. @default DEFAULT_MAX_BATCH_SIZE */
  readonly maxBatchSize?: number;
  /** Attempts after a retriable error before the task fails; Debezium's own default never fails. @default DEFAULT_MAX_RETRIES */
  readonly maxRetries?: number;
}

/**
 * A Debezium MySQL connector: full change envelope, JSON without schemas, one binlog reader for all captured tables.
 *
 * It tells how its snapshots go, with the number of rows of each table: after a further snapshot, rows that it does not hold
 * are gone from the source, and neither its rows nor their marks tell when all of them have been read.
 */
export function mysqlCdc(inputs: MysqlCdcInputs): ConnectorSpec {
  const offsets = offsetsTopic(inputs.name);
  const history = schemaHistoryTopic(inputs.topicPrefix);
  const written = writtenTopics(inputs);
  return {
    name: inputs.name,
    kind: 'source',
    plugin: 'debezium-mysql',
    capacity: inputs.capacity,
    config: {
      'connector.class': 'io.tributary.connect.mysql.MysqlConnector',
      // The binlog has one reader; more tasks would stay idle.
      'tasks.max': '1',
      'config.action.reload': 'none',

      'database.hostname': inputs.hostname,
      'database.port': inputs.port,
      'database.user': secretReference(inputs.secretName, 'username'),
      'database.password': secretReference(inputs.secretName, 'password'),
      'database.server.id': String(inputs.serverId),
      'database.ssl.mode': 'verify_identity',
      'database.ssl.truststore': databaseCaReference('truststore'),
      'database.ssl.truststore.password': databaseCaReference('truststore-password'),

      'topic.prefix': inputs.topicPrefix,
      'database.include.list': schemasOf(inputs.datasets).map(exactly).join(','),
      'table.include.list': [
        ...inputs.datasets.map((dataset) => exactly(tableId(dataset))),
        ...(inputs.undeclaredTables ?? []).map(undeclaredPattern),
      ].join(','),
      ...excludedColumns(inputs.datasets),
      'include.schema.changes': 'true',

      'snapshot.mode': inputs.snapshot ?? 'initial',
      'snapshot.locking.mode': 'minimal',
      'decimal.handling.mode': inputs.decimals ?? 'string',
      // Of defaults alone, since values are told by the converter: what cannot tell a default above 24 hours ends the task.
      'time.precision.mode': 'adaptive_time_microseconds',
      // Years below 100 are years, too.
      'enable.time.adjuster': 'false',
      'bigint.unsigned.handling.mode': 'precise',
      // The driver would make 2000 of the year 0.
      'driver.yearIsDateType': 'false',
      // A time of day of a place does not tell which of two instants it is, and the server's zone may be a place.
      'driver.connectionTimeZone': 'UTC',
      'driver.forceConnectionTimeZoneToSession': 'true',
      'driver.sessionVariables': Object.entries(SESSION_VARIABLES)
        .map(([name, value]) => `${name}=${value}`)
        .join(','),
      ...valueConverter(inputs.datasets),
      'skipped.operations': (inputs.truncates ?? 'emit') === 'emit' ? 'none' : 't',
      'tombstones.on.delete': 'true',

      'heartbeat.interval.ms': String(inputs.heartbeatIntervalMs ?? DEFAULT_HEARTBEAT_INTERVAL_MS),
      'heartbeat.action.query': heartbeatQuery(inputs.heartbeatTable),

      // Into Kafka, where they are archived beside the changes.
      'notification.enabled.channels': 'sink',
      'notification.sink.topic.name': notificationsTopic(inputs.topicPrefix),

      ...debeziumQueue(inputs.maxBatchSize ?? DEFAULT_MAX_BATCH_SIZE, inputs.maxEventBytes),
      'event.processing.failure.handling.mode': 'fail',
      // A value that cannot be told would be NULL, or zero.
      'event.converting.failure.handling.mode': 'fail',
      'inconsistent.schema.handling.mode': 'fail',
      'errors.max.retries': String(inputs.maxRetries ?? DEFAULT_MAX_RETRIES),

      'schema.history.internal.kafka.topic': history.name,
      'schema.history.internal.kafka.bootstrap.servers': inputs.bootstrapServers,
      // Of all tables: one that is captured later would otherwise be unknown, and the first change of it would end the task.
      'schema.history.internal.store.only.captured.tables.ddl': 'false',
      ...mskIamClient('schema.history.internal.producer.'),
      ...mskIamClient('schema.history.internal.consumer.'),
      ...statementReadings(inputs.statements ?? []),

      ...(inputs.sharedTopic === undefined ? {} : rerouting(inputs.topicPrefix)),
      ...jsonConverters(),
    },
    worker: {
      ...configProviders(inputs.region),
      ...offsetStorage(offsets),
      ...recordProducer(inputs.maxEventBytes),
    },
    topics: [offsets, history, ...written],
    produces: written.map((topic) => topic.name),
    consumes: [],
    // It reads its schema history without joining a group.
    ownClients: { ...NO_OWN_CLIENTS, topics: [history.name] },
    secretNames: [inputs.secretName],
  };
}

/** Tells values as MySQL has them, where Debezium's own conversion loses them. */
function valueConverter(datasets: readonly Dataset[]): Record<string, string> {
  const withZeroDates = datasets.filter(({ zeroDates }) => zeroDates === 'null').map(tableId);
  return {
    converters: 'values',
    'values.type': 'io.tributary.connect.mysql.MysqlValues',
    ...(withZeroDates.length === 0 ? {} : { 'values.zero.dates.allowed': withZeroDates.join(',') }),
  };
}

/** Values of these never leave the database's log. */
function excludedColumns(datasets: readonly Dataset[]): Record<string, string> {
  const columns = datasets.flatMap((dataset) =>
    // MySQL takes the name of a column in any case.
    (dataset.excludedColumns ?? []).map((column) => `${exactly(tableId(dataset))}\\.(?i:${escaped(column)})`),
  );
  return columns.length === 0 ? {} : { 'column.exclude.list': columns.join(',') };
}

/** One partition, kept for ever: without the whole history the connector cannot read the binlog again. */
function schemaHistoryTopic(topicPrefix: string): TopicSpec {
  return {
    name: `schema-history.${topicPrefix}`,
    partitions: 1,
    config: KEPT_FOR_EVER,
  };
}

/** Schema-change events beside all else. */
function writtenTopics(inputs: MysqlCdcInputs): TopicSpec[] {
  const config = { 'cleanup.policy': 'delete', 'retention.ms': String(inputs.retentionMs) };
  return [{ name: inputs.topicPrefix, partitions: 1, config }, ...changeTopics(inputs)];
}

function heartbeatQuery(table: string): string {
  return `UPDATE ${table} SET beat_at = CURRENT_TIMESTAMP(6) WHERE id = 1`;
}
