import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StreamingConfig } from '../config/environment';
import type { INetwork } from '../network/network';
import { KafkaCluster } from '../streaming/kafka-cluster';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface StreamingStackProps extends ProtectedStackProps {
  readonly network: INetwork;
  readonly clusterName: string;
  readonly streaming: StreamingConfig;
}

/** The cluster. */
export class StreamingStack extends ProtectedStack {
  readonly cluster: KafkaCluster;

  constructor(scope: Construct, id: string, props: StreamingStackProps) {
    super(scope, id, props);
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
}
