import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigResourceTypes, type Kafka } from 'kafkajs';

import type { Permission } from '../../local/access/permission-report';
import type { RoleIdentity } from '../../local/servers/kafka-client';
import { roleClient } from '../../local/servers/kafka-client';
import type { RunningPlatform } from '../../local/session/running-platform';
import type { Situation } from './rounds';

const PATIENCE_MILLISECONDS = 20_000;
const SECRET = ':secretsmanager:';

/** What people do on the client host: look into topics and groups with the tools of Kafka, and read the secrets that they may. */
export function clientHostSituations(
  operator: RoleIdentity,
  permissions: readonly Permission[],
  { kafka, awsClient, connectors }: RunningPlatform,
): Situation[] {
  const topic = connectors.flatMap(({ model }) => model.consumes)[0] ?? '';
  const secrets = permissions.map(({ resource }) => resource).filter((resource) => resource.includes(SECRET));
  const readSecret = async (SecretId: string): Promise<void> => {
    const client = new SecretsManagerClient({ ...awsClient, credentials: operator.key });
    await client.send(new GetSecretValueCommand({ SecretId }));
  };
  return [
    {
      name: 'people at work',
      happen: async () => {
        const client = roleClient(kafka, operator);
        // All of it, whatever becomes of each.
        const ends = await Promise.allSettled([
          ...secrets.map(readSecret),
          describeTopic(client, topic),
          describeGroups(
            client,
            connectors.map(({ model }) => `connect-${model.name}`),
          ),
          readTopic(client, topic),
        ]);
        const [failure] = ends.filter((end) => end.status === 'rejected');
        if (failure !== undefined) throw failure.reason;
      },
    },
  ];
}

/** As `kafka-topics.sh --describe` and `kafka-configs.sh --describe`, each request for itself. */
async function describeTopic(client: Kafka, topic: string): Promise<void> {
  const admin = client.admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    const ends = await Promise.allSettled([
      admin.fetchTopicMetadata({ topics: [topic] }),
      admin.listPartitionReassignments({ topics: [{ topic, partitions: [0] }] }),
      admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name: topic }],
      }),
    ]);
    const [failure] = ends.filter((end) => end.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
  } finally {
    await admin.disconnect();
  }
}

/** As `kafka-consumer-groups.sh --describe`. */
async function describeGroups(client: Kafka, groups: string[]): Promise<void> {
  const admin = client.admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    await admin.describeGroups(groups);
  } finally {
    await admin.disconnect();
  }
}

/** As `kafka-console-consumer.sh --from-beginning --max-messages 1`, whose group's name it makes up as well. */
async function readTopic(client: Kafka, topic: string): Promise<void> {
  const consumer = client.consumer({ groupId: `console-consumer-${Date.now()}`, retry: { retries: 0 } });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing came of ${topic}`)), PATIENCE_MILLISECONDS);
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        clearTimeout(timer);
        reject(payload.error);
      });
      consumer
        .run({
          eachMessage: async () => {
            clearTimeout(timer);
            resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
