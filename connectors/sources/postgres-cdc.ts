import { type ConnectorCapacity, type ConnectorSpec, NO_OWN_CLIENTS } from '../connector-spec';
import { type Dataset, notificationsTopic, tableId, topicName } from '../dataset';
import { configProviders, databaseCaReference, secretReference } from '../fragments/config-providers';
import { jsonConverters } from '../fragments/converters';
import { offsetStorage, offsetsTopic } from '../fragments/offsets-topic';
import { recordProducer } from '../fragments/record-size';
import { type AvroEvents, avroEvents } from './avro-events';
import {
  DEFAULT_HEARTBEAT_INTERVAL_MS,
  DEFAULT_MAX_BATCH_SIZE,
  DEFAULT_MAX_RETRIES,
  debeziumQueue,
} from './debezium-defaults';
import { changeTopics, type DebeziumTopics } from './debezium-topics';
import { exactly } from './exact-pattern';
import { rerouting } from './shared-topic';

export interface PostgresCdcInputs extends DebeziumTopics {
  /** Connector name; see `ConnectorSpec.name`. */
  readonly name: string;
  readonly region: string;
  readonly hostname: string;
  readonly port: string;
  /** Database that is captured: a server has several, and a reader sees one. */
  readonly databaseName: string;
  /** Name (not ARN) of the secret with `username` and `password` of the CDC user. */
  readonly secretName: string;
  /** Replication slot; made with the first snapshot, and kept when the connector goes. */
  readonly slot: string;
  /** Publication of exactly the captured tables and the heartbeat table, made by the bootstrap. */
  readonly publication: string;
  /** Table that the heartbeat writes to, so that an idle database beside a busy one still moves the slot. */
  readonly heartbeatTable: string;
  readonly capacity: ConnectorCapacity;
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
  /**
   * What is read before streaming begins. `initial`: all rows, once; `no_data`: none; `when_needed`: all rows again whenever the
   * stored position is gone from the log.
   *
   * @default 'initial'
   */
  readonly snapshot?: 'initial' | 'no_data' | 'when_needed';
  /** Records in Avro. @default - JSON without schemas */
  readonly avro?: AvroEvents | undefined;
  /** @default DEFAULT_HEARTBEAT_INTERVAL_MS */
  readonly heartbeatIntervalMs?: number;
  /** Events per batch; the queue holds four times as many. @default DEFAULT_MAX_BATCH_SIZE */
  readonly maxBatchSize?: number;
  /** Attempts after a retriable error before the task fails; Debezium's own default never fails. @default DEFAULT_MAX_RETRIES */
  readonly maxRetries?: number;
}

/** One spelling of values, for whoever reads a table and for whoever reads the log. */
const SESSION_OPTIONS = Object.entries({
  DateStyle: 'ISO',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  // The fewest digits that tell a number from all others.
  extra_float_digits: '1',
  lc_monetary: 'C',
  // Rows that a policy hides stop the snapshot, rather than be left out of it.
  row_security: 'off',
  xmlbinary: 'base64',
})
  .map(([setting, value]) => `-c ${setting}=${value}`)
  .join(' ');

/** A Debezium PostgreSQL connector: full change envelope, JSON without schemas, one slot for all captured tables. */
export function postgresCdc(inputs: PostgresCdcInputs): ConnectorSpec {
  const offsets = offsetsTopic(inputs.name);
  const written = changeTopics(inputs);
  return {
    name: inputs.name,
    kind: 'source',
    plugin: 'debezium-postgres',
    capacity: inputs.capacity,
    config: {
      'connector.class': 'io.tributary.connect.postgres.PostgresConnector',
      // A slot has one reader; more tasks would stay idle.
      'tasks.max': '1',
      'config.action.reload': 'none',

      'database.hostname': inputs.hostname,
      'database.port': inputs.port,
      'database.dbname': inputs.databaseName,
      'database.user': secretReference(inputs.secretName, 'username'),
      'database.password': secretReference(inputs.secretName, 'password'),
      'database.sslmode': 'verify-full',
      'database.sslrootcert': databaseCaReference('pem'),

      'topic.prefix': inputs.topicPrefix,
      'table.include.list': inputs.datasets.map((dataset) => exactly(tableId(dataset))).join(','),
      ...excludedColumns(inputs.datasets),

      'plugin.name': 'pgoutput',
      'slot.name': inputs.slot,
      // Whoever removes a capture drops it; a connector that is replaced under its name reads on.
      'slot.drop.on.stop': 'false',
      'publication.name': inputs.publication,
      // Made by whom the tables belong to, and of exactly these.
      'publication.autocreate.mode': 'disabled',
      // A slot that is ahead of what was stored has lost changes: made anew, or read by somebody else.
      'offset.mismatch.strategy': 'trust_offset',

      'snapshot.mode': inputs.snapshot ?? 'initial',
      // Each table is read as it is by then, and what was changed since the slot's place comes again. Were the slot's own snapshot
      // read, a table that `ALTER` rewrites meanwhile would be empty, and would need the lock.
      'snapshot.locking.mode': 'none',
      // Sessions that share a snapshot have been seen to differ.
      'snapshot.max.threads': '1',
      // Unchanged long values are left out of a change, which is no reason to ask for the table's definition each time.
      'schema.refresh.mode': 'columns_diff_exclude_unchanged_toast',
      'decimal.handling.mode': 'string',
      'time.precision.mode': 'isostring',
      'interval.handling.mode': 'string',
      'hstore.handling.mode': 'json',
      'binary.handling.mode': 'bytes',
      // Tells values as PostgreSQL has them, where Debezium's own conversion loses them or knows none.
      converters: 'values',
      'values.type': 'io.tributary.connect.postgres.PostgresValues',
      // What has types of its own in Avro is not told as text there.
      ...(inputs.avro === undefined ? {} : { 'values.typed': 'true' }),
      'driver.binaryTransfer': 'false',
      // In place of the server's own settings, and those of the user.
      'driver.options': SESSION_OPTIONS,
      // As bytes, rather than not at all.
      'include.unknown.datatypes': 'true',
      // Whoever may sign in may write one, and they would be events of a topic that nobody declared.
      'message.prefix.exclude.list': '(?s).*',
      'skipped.operations': 'none',
      'tombstones.on.delete': 'true',

      'heartbeat.interval.ms': String(inputs.heartbeatIntervalMs ?? DEFAULT_HEARTBEAT_INTERVAL_MS),
      'heartbeat.action.query': `UPDATE ${inputs.heartbeatTable} SET beat_at = clock_timestamp() WHERE id = 1`,

      // Into Kafka, where they are archived beside the changes.
      'notification.enabled.channels': 'sink',
      'notification.sink.topic.name': notificationsTopic(inputs.topicPrefix),

      ...debeziumQueue(inputs.maxBatchSize ?? DEFAULT_MAX_BATCH_SIZE, inputs.maxEventBytes),
      'event.processing.failure.handling.mode': 'fail',
      // A value that cannot be told would be NULL, or zero.
      'event.converting.failure.handling.mode': 'fail',
      'errors.max.retries': String(inputs.maxRetries ?? DEFAULT_MAX_RETRIES),

      ...(inputs.sharedTopic === undefined ? {} : rerouting(inputs.topicPrefix)),
      ...(inputs.avro === undefined
        ? jsonConverters()
        : avroEvents({ ...inputs.avro, ignoredTruncates: topicsIgnoring(inputs.datasets) })),
    },
    worker: {
      ...configProviders(inputs.region),
      ...offsetStorage(offsets),
      ...recordProducer(inputs.maxEventBytes),
    },
    topics: [offsets, ...written],
    produces: written.map((topic) => topic.name),
    consumes: [],
    ownClients: NO_OWN_CLIENTS,
    secretNames: [inputs.secretName],
  };
}

/** Topics of tables whose truncations mean nothing. */
function topicsIgnoring(datasets: readonly Dataset[]): string[] {
  return datasets.filter(({ truncate }) => truncate === 'ignore').map(topicName);
}

/** Values of these never leave the database. PostgreSQL tells names apart by case. */
function excludedColumns(datasets: readonly Dataset[]): Record<string, string> {
  const columns = datasets.flatMap((dataset) =>
    (dataset.excludedColumns ?? []).map((column) => exactly(`${tableId(dataset)}.${column}`)),
  );
  return columns.length === 0 ? {} : { 'column.exclude.list': columns.join(',') };
}
