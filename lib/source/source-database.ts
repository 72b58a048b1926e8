import { type Duration, RemovalPolicy, type Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { fail } from '../core/fail';
import { provisionAuroraMysql } from './aurora-mysql-cluster';
import { type DatabaseAccess, DatabaseBootstrap } from './database-bootstrap';
import { type DatabaseProvision, type ProvisionedDatabase, supportRemovalPolicy } from './provisioned-database';
import { provisionMysql, provisionPostgres } from './rds-instance';
import { replicationParameters, slowQueryParameters } from './replication-parameters';
import { sourceDatabaseProblems } from './source-database-problems';
import { engineTraits, heartbeatTable, type SourceEngine } from './source-engine';

/** Where nothing reaches out to the internet. */
export const DEFAULT_SUBNETS: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };
export const DEFAULT_LOGS = { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY } as const;

const CDC_USER = 'cdc';
const APP_USER = 'app';

type Provisioner = (scope: Construct, id: string, provision: DatabaseProvision) => ProvisionedDatabase;

const PROVISIONERS: Readonly<Record<SourceEngine, Provisioner>> = {
  mysql: provisionMysql,
  'aurora-mysql': provisionAuroraMysql,
  postgres: provisionPostgres,
};

export interface SourceDatabaseProps {
  readonly vpc: ec2.IVpc;
  readonly engine: SourceEngine;
  /** The captured database: a letter, then up to 62 letters, digits or `_`. */
  readonly databaseName: string;
  readonly instanceType: ec2.InstanceType;
  /** Storage of an RDS instance, at least 20 GiB; may double by itself. Aurora grows without a limit and ignores it. */
  readonly allocatedStorage: Size;
  /** A standby in another zone (RDS) or a second instance that takes over (Aurora). */
  readonly multiAz: boolean;
  /** Automated backups, 1 to 35 days: without backups there is no binlog. */
  readonly backupRetention: Duration;
  /**
   * How long the binlog of MySQL outlives a stopped connector, in whole hours: at most 168 on RDS, 2,160 on Aurora.
   *
   * @default - none, for PostgreSQL
   */
  readonly binlogRetention?: Duration;
  /**
   * Log that PostgreSQL keeps for a stopped connector at most, at least 1 GiB. Beyond it the connector's place is gone, and
   * only a new snapshot helps; without it the disk would be full, and the database would stand still.
   *
   * @default - none, for MySQL
   */
  readonly slotWalLimit?: Size;
  readonly deletionProtection: boolean;
  /** Of the data and its secrets: destroy leaves nothing, retain and snapshot keep the secrets beside the data. */
  readonly removalPolicy: RemovalPolicy;
  /**
   * Sample of `samples/` whose tables are made and filled, with a user that may write to them.
   *
   * @default - none
   */
  readonly sample?: string;
  /**
   * A further database of a PostgreSQL server, and the user that it belongs to, who has a secret of his own.
   *
   * @default - none
   */
  readonly ownedDatabase?: OwnedDatabase;
  /** Where the database and its bootstrap are placed. @default DEFAULT_SUBNETS */
  readonly subnets?: ec2.SubnetSelection;
  /** Key of storage and secrets. @default - keys that AWS holds */
  readonly encryptionKey?: kms.IKey;
  /** Log group of the bootstrap, and retention of the engine's logs. @default DEFAULT_LOGS */
  readonly logs?: { readonly retention: logs.RetentionDays; readonly removalPolicy: RemovalPolicy };
  /**
   * Engine logs sent to CloudWatch. RDS makes their log groups itself and nothing ever removes them.
   *
   * @default - those of the engine, or none where `removalPolicy` is destroy
   */
  readonly logExports?: readonly string[];
}

/** A database beside the captured one, which nobody but its owner gets into. */
export interface OwnedDatabase {
  readonly name: string;
  readonly owner: string;
}

/** A database that can be captured, made or there already. */
export interface ISourceDatabase extends ec2.IConnectable {
  /** Of the writer, the only one with a binlog. */
  readonly hostname: string;
  /** Decimal digits, or a token for them. */
  readonly port: string;
  /** Schema and table, with the columns `id` (one row, 1) and `beat_at`, which the CDC user may update. */
  readonly heartbeatTable: string;
  /** `username` and `password` of the user that connectors read with. */
  readonly cdcSecret: secretsmanager.ISecret;
  /** `username` and `password` of the user that writes to the sample tables; undefined without a sample. */
  readonly appSecret: secretsmanager.ISecret | undefined;
  /** How it is prepared: by whom, in which words, and who may. */
  readonly access: DatabaseAccess;
}

/**
 * A database whose changes are captured: a log of whole rows, encrypted, private, TLS only, and prepared by SQL while it is
 * deployed. Let clients in with `client.connections.allowToDefaultPort(database)`.
 */
export class SourceDatabase extends Construct implements ISourceDatabase {
  readonly connections: ec2.Connections;
  readonly hostname: string;
  readonly port: string;
  readonly databaseName: string;
  /** Changes exactly when the data's holder is replaced. */
  readonly resourceId: string;
  /** As its engine made it. */
  readonly provisioned: ProvisionedDatabase;
  /** `username` and `password` of the owner of everything; only the bootstrap uses it. */
  readonly adminSecret: secretsmanager.ISecret;
  readonly cdcSecret: secretsmanager.ISecret;
  readonly appSecret: secretsmanager.ISecret | undefined;
  /** `username` and `password` of the owner of `ownedDatabase`; undefined without one. */
  readonly ownerSecret: secretsmanager.ISecret | undefined;
  readonly heartbeatTable: string;
  readonly access: DatabaseAccess;

  constructor(scope: Construct, id: string, props: SourceDatabaseProps) {
    super(scope, id);
    const problems = sourceDatabaseProblems(props);
    const traits = engineTraits(props.engine);
    if (traits === undefined || problems.length > 0) {
      fail(this, problems.join('; '));
    }

    const subnets = props.subnets ?? DEFAULT_SUBNETS;
    const logPolicy = props.logs ?? DEFAULT_LOGS;
    const securityGroup = this.createSecurityGroup(props);
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(traits.port) });
    this.databaseName = props.databaseName;
    this.heartbeatTable = heartbeatTable(props.engine, props.databaseName);
    const adminSecret = this.createSecret('AdminSecret', traits.adminUser, props);
    this.adminSecret = adminSecret;
    this.cdcSecret = this.createSecret('CdcSecret', CDC_USER, props);
    this.appSecret = props.sample === undefined ? undefined : this.createSecret('AppSecret', APP_USER, props);

    const { ownedDatabase } = props;
    const ownerSecret = ownedDatabase && this.createSecret('OwnerSecret', ownedDatabase.owner, props);
    this.ownerSecret = ownerSecret;

    const logExports = props.logExports ?? (props.removalPolicy === RemovalPolicy.DESTROY ? [] : traits.logExports);
    const database = PROVISIONERS[props.engine](this, 'Server', {
      ...props,
      subnets,
      securityGroup,
      port: traits.port,
      adminSecret,
      adminUser: traits.adminUser,
      encryptionKey: props.encryptionKey,
      logExports,
      logRetention: logPolicy.retention,
      parameters: {
        ...replicationParameters(props.engine, props.slotWalLimit),
        ...(logExports.length > 0 ? slowQueryParameters(props.engine) : {}),
      },
      logicalId: `${id}${traits.dataResource}`,
    });
    this.hostname = database.hostname;
    this.port = database.port;
    this.resourceId = database.resourceId;
    this.provisioned = database;

    this.access = {
      database,
      databaseName: props.databaseName,
      dialect: traits.dialect,
      connections: this,
      adminSecret,
      cdcSecret: this.cdcSecret,
      binlogRetention: props.binlogRetention,
    };
    new DatabaseBootstrap(this, 'Bootstrap', {
      ...this.access,
      vpc: props.vpc,
      subnets,
      logs: logPolicy,
      sample:
        props.sample === undefined || this.appSecret === undefined
          ? undefined
          : { name: props.sample, appSecret: this.appSecret },
      ownedDatabase: ownedDatabase && ownerSecret && { name: ownedDatabase.name, ownerSecret },
      capturedTables: [],
      after: [database.resource, securityGroup],
    });
  }

  private createSecurityGroup(props: SourceDatabaseProps): ec2.SecurityGroup {
    const group = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: `Database ${props.databaseName}`,
      allowAllOutbound: false,
    });
    // A group that a retained database still wears cannot be deleted.
    group.applyRemovalPolicy(supportRemovalPolicy(props.removalPolicy));
    return group;
  }

  /** Physical names are generated: `<logical id>-<random>`, so that a replaced secret never meets its own name. */
  private createSecret(name: string, username: string, props: SourceDatabaseProps): rds.DatabaseSecret {
    const secret = new rds.DatabaseSecret(this, name, { username, encryptionKey: props.encryptionKey });
    secret.applyRemovalPolicy(
      props.removalPolicy === RemovalPolicy.DESTROY ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    );
    (secret.node.defaultChild as secretsmanager.CfnSecret).overrideLogicalId(`${this.node.id}${name}`);
    return secret;
  }
}
