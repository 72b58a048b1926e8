import type { TopicSpec } from '../connector-spec';

const PARTITIONS = 5;

/**
 * Where a source connector keeps its position. MSK Connect would otherwise name a new topic at every creation, and a
 * recreated connector would start from nothing. Compacted, and never expired.
 */
export function offsetsTopic(connectorName: string): TopicSpec {
  return {
    name: `connect-offsets.${connectorName}`,
    partitions: PARTITIONS,
    config: { 'cleanup.policy': 'compact' },
  };
}

/** Worker properties that put the position there. */
export function offsetStorage(topic: TopicSpec): Record<string, string> {
  return {
    'offset.storage.topic': topic.name,
    'offset.storage.partitions': String(topic.partitions),
    // Connect's own is a minute, and after a crash all of it is read again.
    'offset.flush.interval.ms': '10000',
  };
}
