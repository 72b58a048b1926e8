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
      // Several callers at once would see each other's topics half made.
      waitForLeaders: false,
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
    await haveLeaders(admin, topics);
  } finally {
    await admin.disconnect();
  }
}

async function haveLeaders(admin: Admin, topics: readonly TopicModel[]): Promise<void> {
  const names = topics.map(({ name }) => name);
  for (let left = LEADER_SECONDS * 1000; !(await allHaveLeaders(admin, names)); left -= LOOK_MILLISECONDS) {
    if (left <= 0) throw new TopicError(`no leader after ${LEADER_SECONDS} s for some topic of ${names.join(', ')}`);
    await sleep(LOOK_MILLISECONDS);
  }
}

async function allHaveLeaders(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    const metadata = await admin.fetchTopicMetadata({ topics });
    return metadata.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0));
  } catch {
    // The broker does not know them yet.
    return false;
  }
}
