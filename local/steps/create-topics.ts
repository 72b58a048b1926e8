import type { TopicModel } from '../model/platform';
import type { AppliedOverrides } from '../overrides';
import { kafkaClient } from '../servers/kafka-client';
import type { KafkaServer } from '../servers/local-server';

const REPLICATION_FACTOR = 'ReplicationFactor';

/** Makes every topic of the templates with its partitions and its configuration. */
export async function createTopics(
  topics: readonly TopicModel[],
  kafka: KafkaServer,
  overrides: AppliedOverrides,
): Promise<void> {
  const admin = kafkaClient(kafka.bootstrapServers).admin();
  await admin.connect();
  try {
    await admin.createTopics({
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
  } finally {
    await admin.disconnect();
  }
}
