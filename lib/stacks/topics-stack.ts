import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TopicSpec } from '../../connectors/connector-spec';
import type { DataPolicy } from '../config/data-policy';
import { KafkaTopics } from '../streaming/kafka-topics';
import { announceProtection } from './protected-stack';
import type { StreamingStack } from './streaming-stack';

export interface TopicsStackProps extends StackProps {
  readonly streaming: StreamingStack;
  readonly topics: readonly TopicSpec[];
  readonly dataPolicy: DataPolicy;
}

/** The topics of a capture and of all who read from it. They hold state: a connector that fails to start takes none with it. */
export class TopicsStack extends Stack {
  constructor(scope: Construct, id: string, props: TopicsStackProps) {
    super(scope, id, props);
    announceProtection(this, props.dataPolicy);
    new KafkaTopics(this, 'Topics', {
      cluster: props.streaming.cluster,
      topics: props.topics,
      dataPolicy: props.dataPolicy,
    });
    this.addStackDependency(props.streaming);
  }
}
