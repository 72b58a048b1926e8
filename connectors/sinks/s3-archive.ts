import { type ConnectorCapacity, type ConnectorSpec, NO_OWN_CLIENTS } from '../connector-spec';
import { type Dataset, followedTopics } from '../dataset';
import { textConverters } from '../fragments/avro';
import { jsonConverters } from '../fragments/converters';
import { deadLetterQueue, deadLetterTopic } from '../fragments/dead-letter';
import { largestRecord, recordProducer } from '../fragments/record-size';

/** Prefix of every archive object. */
export const ARCHIVE_PREFIX = 'raw';

export interface S3ArchiveInputs {
  /** Connector name; see `ConnectorSpec.name`. */
  readonly name: string;
  readonly region: string;
  readonly bucketName: string;
  /** Of the registry's API, where records are in Avro. @default - JSON without schemas */
  readonly registryUrl?: string | undefined;
  readonly datasets: readonly Dataset[];
  readonly capacity: ConnectorCapacity;
  /** Tasks at most; more than there are partitions stay idle. */
  readonly maxTasks: number;
  readonly rotateRecords: number;
  /** Uncompressed bytes. */
  readonly rotateBytes: number;
  /** Milliseconds of wall clock. */
  readonly rotateIntervalMs: number;
  /** Largest event in bytes. */
  readonly maxEventBytes: number;
  /**
   * A null value says that a key was deleted; the delete event before it already says so.
   *
   * @default 'skip'
   */
  readonly tombstones?: 'skip' | 'write' | 'fail';
}

/**
 * The archive: every event of the tables' topics with its partition, offset and key, exactly once, as gzipped JSON Lines under
 * `raw/<topic>/`. The notifications of their sources beside them: without these a table that is made of the archive would keep
 * rows that a later snapshot no longer held.
 */
export function s3Archive(inputs: S3ArchiveInputs): ConnectorSpec {
  const topics = followedTopics(inputs.datasets);
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
      's3.prefix': ARCHIVE_PREFIX,
      format: 'jsonl',
      content: 'record',
      compression: 'gzip',
      'rotate.records': String(inputs.rotateRecords),
      'rotate.bytes': String(inputs.rotateBytes),
      'rotate.interval.ms': String(inputs.rotateIntervalMs),
      tombstones: inputs.tombstones ?? 'skip',

      ...deadLetterQueue(deadLetter),
      ...textConverters(jsonConverters(), inputs.registryUrl),
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
