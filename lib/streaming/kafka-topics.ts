import * as msk from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import type { TopicSpec } from '../../connectors/connector-spec';
import type { DataPolicy } from '../config/data-policy';
import { fail } from '../core/fail';
import type { KafkaCluster } from './kafka-cluster';

export const REPLICATION_FACTOR = 3;

/** What Kafka takes as a topic name. */
const TOPIC_NAME = /^[A-Za-z0-9._-]{1,249}$/;

export interface KafkaTopicsProps {
  readonly cluster: KafkaCluster;
  readonly topics: readonly TopicSpec[];
  readonly dataPolicy: DataPolicy;
}

/** Every topic of the platform, made before anything reads or writes it. */
export class KafkaTopics extends Construct {
  constructor(scope: Construct, id: string, props: KafkaTopicsProps) {
    super(scope, id);
    const seen = new Map<string, string>();
    for (const topic of props.topics) {
      const problem = topicProblem(topic, seen);
      if (problem !== undefined) {
        fail(this, problem);
      }
      const resource = new msk.CfnTopic(this, topic.name, {
        clusterArn: props.cluster.clusterArn,
        topicName: topic.name,
        partitionCount: topic.partitions,
        replicationFactor: REPLICATION_FACTOR,
        configs: encodedConfig(topic.config),
      });
      resource.applyRemovalPolicy(props.dataPolicy.topicRemovalPolicy);
    }
  }
}

/** Kafka keeps `.` and `_` apart in names but not in metrics: two names that differ only there are one to a dashboard. */
function topicProblem(topic: TopicSpec, seen: Map<string, string>): string | undefined {
  if (!TOPIC_NAME.test(topic.name)) {
    return `\`topics\` must be named with 1 to 249 letters, digits, \`.\`, \`_\` or \`-\`, got: ${topic.name}`;
  }
  const metricName = topic.name.replace(/\./g, '_');
  const other = seen.get(metricName);
  if (other !== undefined) {
    return `\`topics\` must differ in more than \`.\` and \`_\`, got: ${other} and ${topic.name}`;
  }
  seen.set(metricName, topic.name);
  return undefined;
}

/** A topic's configuration as the API takes it: base64 of `key=value` lines. */
function encodedConfig(config: Readonly<Record<string, string>>): string {
  const lines = Object.entries(config).map(([key, value]) => `${key}=${value}\n`);
  return Buffer.from(lines.join('')).toString('base64');
}
