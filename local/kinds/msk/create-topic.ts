import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';

import { LocalRunError } from '../../local-run-error';
import type { TopicModel } from '../../model/platform';
import { privilegedClient } from '../../servers/kafka-client';
import type { KafkaServer } from '../../servers/local-server';
import type { AppliedOverrides } from '../../session/applied-overrides';

const REPLICATION_FACTOR = 'ReplicationFactor';

const LEADER_SECONDS = 60;
const LOOK_MILLISECONDS = 50;

/** A topic that cannot be made. */
export class TopicError extends LocalRunError {}

/**
 * Makes a topic with its partitions and its configuration.
 *
 * @throws TopicError when there is one of the same name
 */
export async function createTopic(topic: TopicModel, kafka: KafkaServer, overrides: AppliedOverrides): Promise<void> {
  const { [REPLICATION_FACTOR]: replicationFactor, ...config } = overrides.apply('topic', {
    ...topic.config,
    [REPLICATION_FACTOR]: String(topic.replicationFactor),
  });
  const admin = privilegedClient(kafka).admin();
  await admin.connect();
  try {
    const isNew = await admin.createTopics({
      // Several callers at once would see each other's topics half made.
      waitForLeaders: false,
      topics: [
        {
          topic: topic.name,
          numPartitions: topic.partitions,
          replicationFactor: Number(replicationFactor),
          configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
        },
      ],
    });
    if (!isNew) throw new TopicError(`there is a topic ${topic.name} already`);
    await untilLed(admin, topic.name);
  } finally {
    await admin.disconnect();
  }
}

async function untilLed(admin: Admin, topic: string): Promise<void> {
  for (let left = LEADER_SECONDS * 1000; !(await isLed(admin, topic)); left -= LOOK_MILLISECONDS) {
    if (left <= 0) throw new TopicError(`topic ${topic} has a partition without a leader after ${LEADER_SECONDS} s`);
    await sleep(LOOK_MILLISECONDS);
  }
}

async function isLed(admin: Admin, topic: string): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch {
    // The broker does not know it yet.
    return false;
  }
}
