import { clusterArn } from '../../access/cluster-arn';
import type { Override } from '../../session/applied-overrides';
import type { Kind } from '../kind';
import { clusterVerbs, configurationVerbs } from './cluster';
import { KAFKA_VERSION } from './start-kafka';
import { topicVerbs } from './topic';

const ONE_BROKER = 'one broker stands for the cluster, so nothing can have a second copy';

const one = (key: string): Record<string, string> => ({ [key]: '1' });

const overrides: readonly Override[] = [
  {
    target: 'topic',
    key: 'ReplicationFactor',
    reason: ONE_BROKER,
    matches: /^ReplicationFactor$/,
    replace: one,
  },
  {
    target: 'broker',
    key: 'default.replication.factor',
    reason: ONE_BROKER,
    matches: /^default\.replication\.factor$/,
    replace: one,
  },
  {
    target: 'broker',
    key: 'min.insync.replicas',
    reason: ONE_BROKER,
    matches: /^min\.insync\.replicas$/,
    replace: one,
  },
];

/** The cluster with its topics: one broker. */
export const msk: Kind = {
  name: 'msk',
  evidence: 'exercised',
  evidenceOf: { 'Custom::BootstrapBrokers': 'stood in for' },
  resources: {
    'AWS::MSK::Cluster': clusterVerbs,
    'AWS::MSK::Configuration': configurationVerbs,
    'AWS::MSK::Topic': topicVerbs,
    'Custom::BootstrapBrokers': { note: 'its answer is the address of the broker' },
  },
  bindings: {
    'AWS::MSK::Cluster.Ref': (resource) => clusterArn(resource),
    'Custom::BootstrapBrokers.BootstrapBrokerStringSaslIam': (_, local) => local.kafka().bootstrapServers,
  },
  overrides,
  standIns: ({ model, platform }) => [
    {
      deployed: `MSK, Kafka ${model.broker?.kafkaVersion}, three or more brokers with IAM over TLS`,
      local: `${platform.kafka.kind}, one broker with IAM over TLS`,
    },
  ],
  versions: () => ({ kafka: KAFKA_VERSION }),
};
