import { Duration, Size, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { KafkaCluster, type KafkaClusterProps } from '../../lib/streaming/kafka-cluster';
import { DESTROY } from './data-policy';
import { testVpc } from './test-app';

/** A cluster as in `dev`, in a stack of a test. */
export function testCluster(stack: Stack, props: Partial<KafkaClusterProps> = {}): KafkaCluster {
  return new KafkaCluster(stack, 'Kafka', {
    vpc: props.vpc ?? testVpc(stack),
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    clusterName: 'tributary-test',
    brokerInstanceType: 'm7g.large',
    brokersPerZone: 1,
    brokerStorage: Size.gibibytes(50),
    retention: Duration.days(3),
    maxRowSize: Size.mebibytes(8),
    dataPolicy: DESTROY,
    ...props,
  });
}
