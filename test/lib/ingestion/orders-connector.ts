import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Connector, type ConnectorProps } from '../../../lib/ingestion/connector';
import { testVpc } from '../../support/test-app';

export const PLUGIN_ARN = 'arn:aws:kafkaconnect:us-east-1:123456789012:custom-plugin/p/0a1b';
export const WORKER_ARN = 'arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/w/0a1b';
const ISOLATED = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
export const CONFIGURATION = { 'connector.class': 'io.tributary.connect.s3.S3ArchiveSinkConnector', 'tasks.max': '2' };

/** A connector `Orders` in the stack; a VPC comes with it unless one is given. */
export function connectorIn(stack: Stack, props: Partial<ConnectorProps> = {}): Connector {
  return new Connector(stack, 'Orders', {
    plugin: { pluginArn: PLUGIN_ARN, pluginRevision: 1 },
    workerConfiguration: { workerConfigurationArn: WORKER_ARN, workerConfigurationRevision: 2 },
    bootstrapServers: 'b-1:9098,b-2:9098',
    vpc: props.vpc ?? testVpc(stack),
    subnets: ISOLATED,
    connectorName: 'orders-archive',
    capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
    connectorConfiguration: CONFIGURATION,
    ...props,
  });
}
