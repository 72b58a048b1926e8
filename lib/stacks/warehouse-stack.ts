import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { WarehouseConfig } from '../config/warehouse';
import type { INetwork } from '../network/network';
import { ServerlessWarehouse } from '../warehouse/serverless-warehouse';
import { ExistingWarehouse, type IWarehouse } from '../warehouse/warehouse';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';
import type { StreamingStack } from './streaming-stack';

export interface WarehouseStackProps extends ProtectedStackProps {
  /** Of what is made, unique in an account and region. */
  readonly name: string;
  readonly config: WarehouseConfig;
  readonly network: INetwork;
  readonly streaming: StreamingStack;
}

/** The warehouse, and its way to the brokers. What is in it, pipelines make. */
export class WarehouseStack extends ProtectedStack {
  readonly warehouse: IWarehouse;

  constructor(scope: Construct, id: string, props: WarehouseStackProps) {
    super(scope, id, props);
    const { config, name, network, streaming, dataPolicy } = props;
    this.warehouse =
      config.kind === 'existing'
        ? new ExistingWarehouse(this, 'Warehouse', config)
        : new ServerlessWarehouse(this, 'Warehouse', {
            ...config,
            name,
            vpc: network.vpc,
            subnets: network.privateSubnets,
            removalPolicy: dataPolicy.removalPolicy,
            encryptionKey: this.encryptionKey,
          });
    this.warehouse.connections.allowToDefaultPort(streaming.cluster, 'Redshift');
    new CfnOutput(this, 'WorkgroupName', { value: this.warehouse.workgroupName });
    new CfnOutput(this, 'DatabaseName', { value: this.warehouse.databaseName });
    new CfnOutput(this, 'AdminSecretArn', { value: this.warehouse.adminSecret.secretArn });
  }
}
