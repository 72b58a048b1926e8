import { type ConnectorCapacity, type ConnectorSpec, NO_OWN_CLIENTS } from '../connector-spec';
import { type Dataset, DEFAULT_PARTITIONS, topicName } from '../dataset';
import { textKeyConverters } from '../fragments/converters';
import { offsetStorage, offsetsTopic } from '../fragments/offsets-topic';

/** Of records that have no end. */
const NO_END = -1;

export interface GeneratedOrdersInputs {
  /** Connector name; see `ConnectorSpec.name`. */
  readonly name: string;
  /** What the orders are told as. */
  readonly dataset: Dataset;
  readonly capacity: ConnectorCapacity;
  readonly tasks: number;
  /** Whole number; the same one makes the same orders. */
  readonly seed: number;
  readonly ordersPerSecond: number;
  /** Orders in all. @default - no end */
  readonly orders?: number;
  /** Retention of the topic, in milliseconds. */
  readonly retentionMs: number;
}

/** The table that the orders are told as: rows by themselves, since no log is behind them. */
export function ordersDataset(source: string, partitions = DEFAULT_PARTITIONS): Dataset {
  return {
    source,
    envelope: 'none',
    topic: source,
    partitions,
    schema: 'generated',
    table: 'orders',
    keyColumns: ['orderid'],
    // As they are called where `address` is flattened.
    columns: {
      ordertime: 'BIGINT',
      orderid: 'BIGINT',
      itemid: 'STRING',
      orderunits: 'DOUBLE',
      address_city: 'STRING',
      address_state: 'STRING',
      address_zipcode: 'BIGINT',
    },
  };
}

/** Orders that a seed decides: key the order's id, value the order with its address nested in it. */
export function generatedOrders(inputs: GeneratedOrdersInputs): ConnectorSpec {
  const offsets = offsetsTopic(inputs.name);
  const topic = topicName(inputs.dataset);
  return {
    name: inputs.name,
    kind: 'source',
    plugin: 'orders-source',
    capacity: inputs.capacity,
    config: {
      'connector.class': 'io.tributary.connect.orders.OrdersSourceConnector',
      'tasks.max': String(inputs.tasks),
      'config.action.reload': 'none',

      topic,
      seed: String(inputs.seed),
      'rate.per.second': String(inputs.ordersPerSecond),
      count: String(inputs.orders ?? NO_END),
      'with.schema': 'false',

      ...textKeyConverters(),
    },
    worker: offsetStorage(offsets),
    topics: [
      offsets,
      {
        name: topic,
        partitions: inputs.dataset.partitions ?? DEFAULT_PARTITIONS,
        config: { 'cleanup.policy': 'delete', 'retention.ms': String(inputs.retentionMs) },
      },
    ],
    produces: [topic],
    consumes: [],
    ownClients: NO_OWN_CLIENTS,
    secretNames: [],
  };
}
