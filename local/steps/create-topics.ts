import { LocalRunError } from '../local-run-error';
import type { TopicModel } from '../model/platform';
import type { AppliedOverrides } from '../overrides';
import { privilegedClient } from '../servers/kafka-client';
import type { KafkaServer } from '../servers/local-server';

const REPLICATION_FACTOR = 'ReplicationFactor';

/** A topic that cannot be made. */
export class TopicError extends LocalRunError {}

/**
 * Makes topics with their partitions and their configuration.
 *
 * @throws TopicError when there is one of the same name
 */
export async function createTopics(
  topics: readonly TopicModel[],
  kafka: KafkaServer,
  overrides: AppliedOverrides,
): Promise<void> {
  const admin = privilegedClient(kafka).admin();
  await admin.connect();
  try {
    const areNew = await admin.createTopics({
      waitForLeaders: true,
      topics: topics.map((topic) => {
        const { [REPLICATION_FACTOR]: replicationFactor, ...config } = overrides.apply('topic', {
          ...topic.config,
          [REPLICATION_FACTOR]: String(topic.replicationFactor),
        });
        return {
          topic: topic.name,
          numPartitions: topic.partitions,
          replicationFactor: Number(replicationFactor),
          configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
        };
      }),
    });
    if (!areNew) throw new TopicError(`there is a topic already among ${topics.map(({ name }) => name).join(', ')}`);
  } finally {
    await admin.disconnect();
  }
}
