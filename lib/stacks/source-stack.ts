import { CfnOutput } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { SourceEndpoint } from '../../connectors/catalog';
import type { Dataset } from '../../connectors/dataset';
import type { SourceConfig } from '../config/environment';
import { sharedValue } from '../core/shared-value';
import type { Network } from '../network/network';
import { SourceDatabase } from '../source/source-database';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface SourceStackProps extends ProtectedStackProps {
  readonly network: Network;
  readonly source: SourceConfig;
  /** The tables that are captured from it. */
  readonly datasets: readonly Dataset[];
}

/** One captured database, ready to be read. */
export class SourceStack extends ProtectedStack {
  readonly database: SourceDatabase;
  /** What connectors need to know of it. */
  readonly endpoint: SourceEndpoint;

  constructor(scope: Construct, id: string, props: SourceStackProps) {
    super(scope, id, props);
    const { source, network, dataPolicy } = props;
    this.database = new SourceDatabase(this, 'Database', {
      vpc: network.vpc,
      subnets: network.privateSubnets,
      engine: source.engine,
      databaseName: source.database,
      instanceType: new ec2.InstanceType(source.instanceType),
      allocatedStorage: source.allocatedStorage,
      multiAz: source.multiAz,
      backupRetention: source.backupRetention,
      binlogRetention: source.binlogRetention,
      capturedTables: props.datasets,
      sampleData: source.sampleData,
      deletionProtection: dataPolicy.protected,
      removalPolicy: dataPolicy.removalPolicy,
      encryptionKey: this.encryptionKey,
      logs: dataPolicy.logs,
    });
    this.endpoint = {
      hostname: this.database.hostname,
      port: this.database.port,
      cdcSecretName: sharedValue(this, 'CdcSecretName', this.database.cdcSecret.secretName),
      heartbeatTable: this.database.heartbeatTable,
      database: source.database,
      serverId: source.serverId,
      statements: source.statements ?? [],
    };
    new CfnOutput(this, 'Hostname', { value: this.database.hostname });
    new CfnOutput(this, 'AdminSecretName', { value: this.database.adminSecret.secretName });
    if (this.database.appSecret !== undefined) {
      new CfnOutput(this, 'AppSecretName', { value: this.database.appSecret.secretName });
    }
  }
}
