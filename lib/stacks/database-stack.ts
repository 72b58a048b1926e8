import { CfnOutput } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { DatabaseConfig } from '../config/environment';
import { sharedValue } from '../core/shared-value';
import type { Network } from '../network/network';
import { SourceDatabase } from '../source/source-database';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface DatabaseStackProps extends ProtectedStackProps {
  readonly network: Network;
  readonly config: DatabaseConfig;
}

/** A database that can be captured, whoever does, and whatever tables it has by then. */
export class DatabaseStack extends ProtectedStack {
  readonly database: SourceDatabase;
  /** By which connectors of other stacks find the secret of the CDC user. */
  readonly cdcSecretName: string;

  constructor(scope: Construct, id: string, props: DatabaseStackProps) {
    super(scope, id, props);
    const { config, network, dataPolicy } = props;
    this.database = new SourceDatabase(this, 'Database', {
      vpc: network.vpc,
      subnets: network.privateSubnets,
      engine: config.engine,
      databaseName: config.database,
      instanceType: new ec2.InstanceType(config.instanceType),
      allocatedStorage: config.allocatedStorage,
      multiAz: config.multiAz,
      backupRetention: config.backupRetention,
      binlogRetention: config.binlogRetention,
      sampleData: config.sampleData,
      deletionProtection: dataPolicy.protected,
      removalPolicy: dataPolicy.removalPolicy,
      encryptionKey: this.encryptionKey,
      logs: dataPolicy.logs,
    });
    this.cdcSecretName = sharedValue(this, 'CdcSecretName', this.database.cdcSecret.secretName);
    new CfnOutput(this, 'Hostname', { value: this.database.hostname });
    new CfnOutput(this, 'AdminSecretName', { value: this.database.adminSecret.secretName });
    if (this.database.appSecret !== undefined) {
      new CfnOutput(this, 'AppSecretName', { value: this.database.appSecret.secretName });
    }
  }
}
