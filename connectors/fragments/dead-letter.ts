import type { TopicSpec } from '../connector-spec';

const DEAD_LETTER_RETENTION_MS = 14 * 24 * 60 * 60 * 1000;

/** The topic of a sink's undeliverable records. */
export function deadLetterTopic(connectorName: string): TopicSpec {
  return {
    name: `dead-letter.${connectorName}`,
    partitions: 1,
    config: { 'cleanup.policy': 'delete', 'retention.ms': String(DEAD_LETTER_RETENTION_MS) },
  };
}

/**
 * Records that cannot be converted or delivered go to the dead-letter topic, with headers that say why. The log names
 * the record's topic, partition and offset but not its content, which may be personal data.
 */
export function deadLetterQueue(topic: TopicSpec): Record<string, string> {
  return {
    'errors.tolerance': 'all',
    'errors.deadletterqueue.topic.name': topic.name,
    'errors.deadletterqueue.context.headers.enable': 'true',
    'errors.log.enable': 'true',
    'errors.log.include.messages': 'false',
  };
}
