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

/** Topics, made before anything reads or writes them. */
export class KafkaTopics extends Construct {
  constructor(scope: Construct, id: string, props: KafkaTopicsProps) {
    super(scope, id);
    const problems = topicProblems(props.topics);
    if (problems.length > 0) {
      fail(this, problems.join('\n'));
    }
    for (const topic of props.topics) {
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

/**
 * Every rule that topics of one cluster break, as `property rule, got: value` sentences. Kafka keeps `.` and `_` apart in names
 * but not in metrics: two names that differ only there are one to a dashboard.
 */
export function topicProblems(topics: readonly TopicSpec[]): string[] {
  const seen = new Map<string, string>();
  return topics.flatMap(({ name }) => {
    if (!TOPIC_NAME.test(name)) {
      return [`\`topics\` must be named with 1 to 249 letters, digits, \`.\`, \`_\` or \`-\`, got: ${name}`];
    }
    const metricName = name.replaceAll('.', '_');
    const other = seen.get(metricName);
    seen.set(metricName, other ?? name);
    return other === undefined
      ? []
      : [`\`topics\` must differ in more than \`.\` and \`_\`, got: ${other} and ${name}`];
  });
}

/** A topic's configuration as the API takes it: base64 of `key=value` lines. */
function encodedConfig(config: Readonly<Record<string, string>>): string {
  const lines = Object.entries(config).map(([key, value]) => `${key}=${value}\n`);
  return Buffer.from(lines.join('')).toString('base64');
}
