import { type ConnectorCapacity, type ConnectorSpec, NO_OWN_CLIENTS } from '../connector-spec';
import { type Dataset, topicName } from '../dataset';
import { avroConverters } from '../fragments/avro';
import { deadLetterQueue, deadLetterTopic } from '../fragments/dead-letter';
import { largestRecord, recordProducer } from '../fragments/record-size';

/** Prefix of every object of rows. */
export const PARQUET_PREFIX = 'topics';

export interface S3ParquetInputs {
  /** Connector name; see `ConnectorSpec.name`. */
  readonly name: string;
  readonly region: string;
  readonly bucketName: string;
  /** Of the registry's API. */
  readonly registryUrl: string;
  readonly datasets: readonly Dataset[];
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than there are partitions stay idle. */
  readonly maxTasks: number;
  readonly rotateRecords: number;
  /** Bytes before compression. */
  readonly rotateBytes: number;
  /** Milliseconds of wall clock. */
  readonly rotateIntervalMs: number;
  readonly compression: 'gzip' | 'snappy';
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
}

/**
 * Every record of the tables' topics as a row of an object in Parquet, exactly once, under `topics/<topic>/`, with columns as its
 * schema has fields. An object has rows of one schema.
 */
export function s3Parquet(inputs: S3ParquetInputs): ConnectorSpec {
  const topics = inputs.datasets.map(topicName);
  const deadLetter = deadLetterTopic(inputs.name);
  return {
    name: inputs.name,
    kind: 'sink',
    plugin: 's3-archive-sink',
    capacity: inputs.capacity,
    config: {
      'connector.class': 'io.tributary.connect.s3.S3ArchiveSinkConnector',
      'tasks.max': String(inputs.maxTasks),
      topics: topics.join(','),
      'config.action.reload': 'none',

      's3.bucket.name': inputs.bucketName,
      's3.region': inputs.region,
      's3.prefix': PARQUET_PREFIX,
      format: 'parquet',
      content: 'value',
      compression: inputs.compression,
      'rotate.records': String(inputs.rotateRecords),
      'rotate.bytes': String(inputs.rotateBytes),
      'rotate.interval.ms': String(inputs.rotateIntervalMs),
      // The delete before one says so already.
      tombstones: 'skip',

      ...deadLetterQueue(deadLetter),
      ...avroConverters({ registryUrl: inputs.registryUrl, unknown: 'read' }),
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
