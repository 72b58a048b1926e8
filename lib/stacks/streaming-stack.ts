import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { TopicSpec } from '../../connectors/connector-spec';
import type { StreamingConfig } from '../config/environment';
import type { Network } from '../network/network';
import { KafkaCluster } from '../streaming/kafka-cluster';
import { KafkaTopics } from '../streaming/kafka-topics';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface StreamingStackProps extends ProtectedStackProps {
  readonly network: Network;
  readonly clusterName: string;
  readonly streaming: StreamingConfig;
}

/** The cluster and every topic in it. */
export class StreamingStack extends ProtectedStack {
  readonly cluster: KafkaCluster;
  private readonly props: StreamingStackProps;

  constructor(scope: Construct, id: string, props: StreamingStackProps) {
    super(scope, id, props);
    this.props = props;
    this.cluster = new KafkaCluster(this, 'Kafka', {
      ...props.streaming,
      vpc: props.network.vpc,
      subnets: props.network.privateSubnets,
      clusterName: props.clusterName,
      dataPolicy: props.dataPolicy,
      encryptionKey: this.encryptionKey,
    });
    new CfnOutput(this, 'ClusterArn', { value: this.cluster.clusterArn });
    new CfnOutput(this, 'BootstrapBrokers', {
      value: this.cluster.bootstrapBrokers,
      description: 'Bootstrap servers for clients with IAM authentication',
    });
  }

  /** Topics hold state, so they live here: a connector that fails to start takes none with it. */
  addTopics(topics: readonly TopicSpec[]): void {
    new KafkaTopics(this, 'Topics', { cluster: this.cluster, topics, dataPolicy: this.props.dataPolicy });
  }
}
