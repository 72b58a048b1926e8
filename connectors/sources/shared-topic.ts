import type { TopicSpec } from '../connector-spec';
import { allRecordsTopic } from '../dataset';
import { escaped } from './exact-pattern';

/** One schema per table and shape, of keys and of values; of Debezium's own 16 each further one would be made anew with every record. */
const KNOWN_SCHEMAS = 4_096;

/** A topic that the changes of all tables go to. */
export interface SharedTopic {
  readonly partitions: number;
}

export function sharedTopic(topicPrefix: string, { partitions }: SharedTopic, config: TopicSpec['config']): TopicSpec {
  return { name: allRecordsTopic(topicPrefix), partitions, config };
}

/**
 * Puts the changes of all tables into one topic.
 *
 * Its pattern is of a whole name: those of tables' topics have three parts, and no other that the connector writes to has, which
 * are the topics of heartbeats, notifications and schema changes. A key has its table's topic in it as well (in
 * `__dbz__physicalTableIdentifier`), since several tables have rows of the same key.
 */
export function rerouting(topicPrefix: string): Record<string, string> {
  const prefix = 'transforms.reroute.';
  return {
    transforms: 'reroute',
    [`${prefix}type`]: 'io.debezium.transforms.ByLogicalTableRouter',
    [`${prefix}topic.regex`]: `${escaped(topicPrefix)}\\.[^.]+\\.[^.]+`,
    [`${prefix}topic.replacement`]: allRecordsTopic(topicPrefix),
    [`${prefix}key.enforce.uniqueness`]: 'true',
    [`${prefix}logical.table.cache.size`]: String(KNOWN_SCHEMAS),
  };
}
