import type { TopicSpec } from '../connector-spec';
import { type Dataset, DEFAULT_PARTITIONS, notificationsTopic, topicName } from '../dataset';
import { type SharedTopic, sharedTopic } from './shared-topic';

/** Nothing of such topics is ever old. */
export const KEPT_FOR_EVER = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };

/** What decides about the topics that a reader of a log writes to. */
export interface DebeziumTopics {
  /** Key of the capture: topic prefix, and what its heartbeat and notifications are named after. */
  readonly topicPrefix: string;
  readonly datasets: readonly Dataset[];
  /** Retention of the captured tables' topics, in milliseconds. */
  readonly retentionMs: number;
  /** One topic for all tables. @default - each has its own */
  readonly sharedTopic?: SharedTopic;
}

/**
 * Heartbeats, notifications, and one topic per captured table, or one of all of them.
 *
 * Notifications are few, need one order, and are kept for ever: what they say of a snapshot counts in every later rebuild.
 */
export function changeTopics({ topicPrefix, datasets, retentionMs, sharedTopic: shared }: DebeziumTopics): TopicSpec[] {
  const config = { 'cleanup.policy': 'delete', 'retention.ms': String(retentionMs) };
  return [
    { name: `__debezium-heartbeat.${topicPrefix}`, partitions: 1, config },
    { name: notificationsTopic(topicPrefix), partitions: 1, config: KEPT_FOR_EVER },
    ...(shared === undefined
      ? datasets.map((dataset) => ({
          name: topicName(dataset),
          partitions: dataset.partitions ?? DEFAULT_PARTITIONS,
          config,
        }))
      : [sharedTopic(topicPrefix, shared, config)]),
  ];
}

/** What the connector of a capture tells of its snapshots, as a table: rows by themselves. */
export function notificationsDataset(source: string): Dataset {
  return {
    source,
    envelope: 'none',
    topic: notificationsTopic(source),
    schema: 'notifications',
    table: source,
    keyColumns: ['id'],
    columns: {
      id: 'STRING',
      aggregate_type: 'STRING',
      type: 'STRING',
      // A map whose keys depend on the type: as JSON.
      additional_data: 'STRING',
      timestamp: 'BIGINT',
    },
  };
}
