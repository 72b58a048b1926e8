import { ConfigResourceTypes } from 'kafkajs';

import type { TopicModel } from '../../model/platform';
import { privilegedClient } from '../../servers/kafka-client';
import type { KafkaServer } from '../../servers/local-server';
import type { AppliedOverrides } from '../../session/applied-overrides';

/**
 * Brings a topic to its template's partitions and configuration; a key that is not in the template any more goes back to the
 * broker's default. Records stay where they are.
 */
export async function changeTopic(topic: TopicModel, kafka: KafkaServer, overrides: AppliedOverrides): Promise<void> {
  const admin = privilegedClient(kafka).admin();
  await admin.connect();
  try {
    const [found] = (await admin.fetchTopicMetadata({ topics: [topic.name] })).topics;
    if (found !== undefined && found.partitions.length !== topic.partitions) {
      await admin.createPartitions({ topicPartitions: [{ topic: topic.name, count: topic.partitions }] });
    }
    const configEntries = Object.entries(overrides.apply('topic', topic.config)).map(([name, value]) => ({
      name,
      value,
    }));
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic.name, configEntries }],
    });
  } finally {
    await admin.disconnect();
  }
}
