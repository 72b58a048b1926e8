import { privilegedClient } from '../../servers/kafka-client';
import type { KafkaServer } from '../../servers/local-server';

/** Deletes a topic with its records. */
export async function deleteTopic(name: string, kafka: KafkaServer): Promise<void> {
  const admin = privilegedClient(kafka).admin();
  await admin.connect();
  try {
    await admin.deleteTopics({ topics: [name] });
  } finally {
    await admin.disconnect();
  }
}
