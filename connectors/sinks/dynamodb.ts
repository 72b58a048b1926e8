import { type ConnectorCapacity, type ConnectorSpec, NO_OWN_CLIENTS } from '../connector-spec';
import { type Dataset, DEFAULT_ENVELOPE, DEFAULT_TRUNCATE_POLICY, DEFAULT_UNKNOWN_SERVER, topicName } from '../dataset';
import { textConverters } from '../fragments/avro';
import { textKeyConverters } from '../fragments/converters';
import { deadLetterQueue, deadLetterTopic } from '../fragments/dead-letter';
import { largestRecord, recordProducer } from '../fragments/record-size';

/** What stands for a topic's name in a format of tables' names. */
export const TOPIC_PLACE = '${topic}';
/** Attribute that items have besides the row's: when a deleted one is to go, in seconds since 1970. */
export const EXPIRY_ATTRIBUTE = '__expires';

/** A table's topic, and the fields of its rows that are the key of its items. */
export interface KeyedDataset {
  readonly dataset: Dataset;
  readonly hash: string;
  readonly sort: string | undefined;
}

export interface DynamoDbInputs {
  /** Connector name; see `ConnectorSpec.name`. */
  readonly name: string;
  readonly region: string;
  /** Name of a topic's table, with `${topic}` for that of the topic. */
  readonly tableNameFormat: string;
  /** Of the registry's API, where records are in Avro. @default - JSON without schemas */
  readonly registryUrl?: string | undefined;
  /** All with one envelope. */
  readonly tables: readonly KeyedDataset[];
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than there are partitions stay idle. */
  readonly maxTasks: number;
  /** What becomes of the item of a deleted row: one that says so until it expires, or none. */
  readonly deletes: 'tombstone' | 'delete';
  /** Milliseconds that the item of a deleted row stays. */
  readonly tombstoneRetentionMs: number;
  /** Whether fields of nested records become attributes of their own, `address_city`. */
  readonly flatten: boolean;
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
}

/** Name of the table that holds the newest rows of a topic. */
export function itemTableName(format: string, topic: string): string {
  return format.replaceAll(TOPIC_PLACE, topic);
}

/** The newest row of each key as an item of DynamoDB, whatever order or how often records come. */
export function dynamoDb(inputs: DynamoDbInputs): ConnectorSpec {
  const topics = inputs.tables.map(({ dataset }) => topicName(dataset));
  const deadLetter = deadLetterTopic(inputs.name);
  return {
    name: inputs.name,
    kind: 'sink',
    plugin: 'dynamodb-sink',
    capacity: inputs.capacity,
    config: {
      'connector.class': 'io.tributary.connect.dynamodb.DynamoDbSinkConnector',
      'tasks.max': String(inputs.maxTasks),
      topics: topics.join(','),
      'config.action.reload': 'none',

      'dynamodb.region': inputs.region,
      'dynamodb.table.name.format': inputs.tableNameFormat,
      envelope: inputs.tables[0]?.dataset.envelope ?? DEFAULT_ENVELOPE,
      deletes: inputs.deletes,
      'tombstone.retention.ms': String(inputs.tombstoneRetentionMs),
      ...Object.assign({}, ...inputs.tables.map(ofTopic)),
      ...(inputs.flatten ? flattened() : {}),

      ...deadLetterQueue(deadLetter),
      ...textConverters(textKeyConverters(), inputs.registryUrl),
      'consumer.override.max.partition.fetch.bytes': String(inputs.maxEventBytes),
    },
    // Of the dead-letter topic.
    worker: recordProducer(largestRecord(inputs.maxEventBytes)),
    topics: [deadLetter],
    produces: [deadLetter.name],
    consumes: topics,
    ownClients: NO_OWN_CLIENTS,
    secretNames: [],
  };
}

function ofTopic({ dataset, hash, sort }: KeyedDataset): Record<string, string> {
  const topic = `topic.${topicName(dataset)}`;
  const { epochs = [], truncate = DEFAULT_TRUNCATE_POLICY, unknownServer = DEFAULT_UNKNOWN_SERVER } = dataset;
  return {
    [`${topic}.hash`]: `value.${hash}`,
    ...(sort === undefined ? {} : { [`${topic}.sort`]: `value.${sort}` }),
    ...(truncate === DEFAULT_TRUNCATE_POLICY ? {} : { [`${topic}.truncate`]: truncate }),
    ...(unknownServer === DEFAULT_UNKNOWN_SERVER ? {} : { [`${topic}.unknown.server`]: unknownServer }),
    ...(epochs.length === 0 ? {} : { [`${topic}.epochs`]: JSON.stringify(epochs) }),
  };
}

function flattened(): Record<string, string> {
  return {
    transforms: 'flatten',
    'transforms.flatten.type': 'org.apache.kafka.connect.transforms.Flatten$Value',
    'transforms.flatten.delimiter': '_',
  };
}
