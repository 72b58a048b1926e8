import { CfnOutput, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Table } from '../../connectors/dataset';
import type { DatabaseConfig, MadeDatabase } from '../config/environment';
import { sharedValue } from '../core/shared-value';
import type { INetwork } from '../network/network';
import type { Alarms } from '../observability/alarms';
import { SlotAlarms } from '../observability/slot-alarms';
import { ExistingDatabase } from '../source/existing-database';
import { type ISourceDatabase, type OwnedDatabase, SourceDatabase } from '../source/source-database';
import { ProtectedStack, type ProtectedStackProps } from './protected-stack';

export interface DatabaseStackProps extends ProtectedStackProps {
  readonly network: INetwork;
  readonly alarms: Alarms;
  /** What names in an account and region begin with. */
  readonly namePrefix: string;
  /** Of `config` in the configuration, and a tag of whatever is made of it. */
  readonly key: string;
  readonly config: DatabaseConfig;
  /**
   * A further database that it has, see `SourceDatabaseProps`.
   *
   * @default - none
   */
  readonly ownedDatabase?: OwnedDatabase | undefined;
}

/** A database that can be captured, whoever does, and whatever tables it has by then. */
export class DatabaseStack extends ProtectedStack {
  readonly database: ISourceDatabase;
  /** By which connectors of other stacks find the secret of the CDC user. */
  readonly cdcSecretName: string;
  /** Of the owner of `ownedDatabase`; undefined without one. */
  readonly ownerSecret: secretsmanager.ISecret | undefined;
  /** What its tables are, whoever captures them. */
  readonly tables: Readonly<Record<string, Table>>;

  constructor(scope: Construct, id: string, props: DatabaseStackProps) {
    super(scope, id, props);
    const { key, config, network, dataPolicy } = props;
    Tags.of(this).add('tributary:database', key);
    this.tables = config.tables;
    if (config.kind === 'existing') {
      this.database = new ExistingDatabase(this, 'Database', {
        ...config,
        key,
        schemas: Object.values(config.tables).map(({ schema }) => schema),
        vpc: network.vpc,
        subnets: network.privateSubnets,
        logs: dataPolicy.logs,
      });
      this.cdcSecretName = config.cdcSecretName;
      this.ownerSecret = undefined;
    } else {
      const made = this.make(config, props);
      this.database = made;
      this.ownerSecret = made.ownerSecret;
      this.cdcSecretName = sharedValue(this, 'CdcSecretName', made.cdcSecret.secretName);
    }
  }

  private make(
    config: MadeDatabase,
    { key, network, alarms, namePrefix, ownedDatabase, dataPolicy }: DatabaseStackProps,
  ): SourceDatabase {
    const database = new SourceDatabase(this, 'Database', {
      vpc: network.vpc,
      subnets: network.privateSubnets,
      engine: config.engine,
      databaseName: config.database,
      instanceType: new ec2.InstanceType(config.instanceType),
      allocatedStorage: config.allocatedStorage,
      multiAz: config.multiAz,
      backupRetention: config.backupRetention,
      binlogRetention: config.binlogRetention,
      slotWalLimit: config.slotWalLimit,
      sample: config.sample,
      ownedDatabase,
      deletionProtection: dataPolicy.protected,
      removalPolicy: dataPolicy.removalPolicy,
      encryptionKey: this.encryptionKey,
      logs: dataPolicy.logs,
    });
    new CfnOutput(this, 'Hostname', { value: database.hostname });
    new CfnOutput(this, 'AdminSecretName', { value: database.adminSecret.secretName });
    if (database.appSecret !== undefined) {
      new CfnOutput(this, 'AppSecretName', { value: database.appSecret.secretName });
    }
    if (config.slotWalLimit !== undefined) {
      new SlotAlarms(this, 'Alarms', {
        alarms,
        name: `${namePrefix}-${key}`,
        database: database.provisioned,
        slotWalLimit: config.slotWalLimit,
      });
    }
    return database;
  }
}
