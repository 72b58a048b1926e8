import { CustomResource, Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as cr from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import type { UndeclaredTables } from '../../connectors/sources/undeclared-tables';
import { DEFAULT_WHEN_TABLES_MISSING } from '../config/capture';
import { type CapturedTable, type MissingTablesPolicy, toProperties } from './bootstrap/bootstrap-request';
import { BOOTSTRAP_FOLDER, bootstrapShared } from './bootstrap-bundle';
import { createDatabaseFunction } from './database-function';
import type { ProvisionedDatabase } from './provisioned-database';
import type { ReplicationSlot } from './replication-slot';
import type { Dialect } from './source-engine';
import { sourceHash } from './source-hash';

/** Covers the wait for a database that fails over, and a sample of any size that is sensible. */
const HANDLER_TIMEOUT = Duration.minutes(10);
/** How long CloudFormation waits for an answer before it calls the deployment failed. */
const SERVICE_TIMEOUT = Duration.minutes(15);

/** A database as those see it who prepare and check it, in whatever stack. */
export interface DatabaseAccess {
  readonly database: Pick<ProvisionedDatabase, 'hostname' | 'port' | 'resourceId' | 'engineVersion'>;
  /** Where the heartbeat table is. */
  readonly databaseName: string;
  readonly dialect: Dialect;
  /** By which a client is let in. */
  readonly connections: ec2.IConnectable;
  /** Undefined where nobody may prepare it, and it is only checked. */
  readonly adminSecret: secretsmanager.ISecret | undefined;
  readonly cdcSecret: secretsmanager.ISecret;
  /** Undefined where it is nobody's to set. */
  readonly binlogRetention: Duration | undefined;
}

export interface DatabaseBootstrapProps extends DatabaseAccess {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Everything that must be there before the first connection: instances, security group with its rules. */
  readonly after: readonly Construct[];
  /**
   * Sample whose schema and rows are made, and the secret of the user that may write to them.
   *
   * @default - no sample
   */
  readonly sample?: { readonly name: string; readonly appSecret: secretsmanager.ISecret };
  /**
   * A further database of a PostgreSQL server, and the secret of the user that it belongs to.
   *
   * @default - none
   */
  readonly ownedDatabase?: { readonly name: string; readonly ownerSecret: secretsmanager.ISecret };
  /** Whose rights are given and whose definitions are proven; none where the database itself is prepared. */
  readonly capturedTables: readonly CapturedTable[];
  /** Schemas whose further tables are captured as well. @default - none */
  readonly undeclaredTables?: readonly UndeclaredTables[];
  /** Of those that are not there. @default DEFAULT_WHEN_TABLES_MISSING */
  readonly whenTablesMissing?: MissingTablesPolicy;
  /** What the reader of these tables has in a PostgreSQL database. @default - none */
  readonly replication?: ReplicationSlot;
  readonly logs: Pick<logs.LogGroupProps, 'retention' | 'removalPolicy'>;
}

/**
 * Prepares a database for change capture while the stack is deployed, and fails the deployment where it cannot be
 * captured: users, grants, heartbeat table, binlog retention, sample data, then proof of settings, keys, declared types,
 * foreign keys and dates. Depend on it to come after. Runs again when a property changes, when the database is replaced, and
 * when its SQL changes.
 */
export class DatabaseBootstrap extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseBootstrapProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'LogGroup', props.logs);
    const { handler, securityGroup } = createDatabaseFunction(this, {
      ...props,
      sample: props.sample?.name,
      description: `Prepares ${props.databaseName} for change capture`,
      purpose: 'Bootstrap',
      exported: 'handler',
      timeout: HANDLER_TIMEOUT,
      logGroup,
      secrets: [props.adminSecret, props.cdcSecret, props.sample?.appSecret, props.ownedDatabase?.ownerSecret].filter(
        (secret) => secret !== undefined,
      ),
    });

    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::DatabaseBootstrap',
      serviceToken: new cr.Provider(this, 'Provider', { onEventHandler: handler, logGroup }).serviceToken,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        ...toProperties({
          dialect: props.dialect,
          hostname: props.database.hostname,
          port: props.database.port,
          database: props.databaseName,
          adminSecretArn: props.adminSecret?.secretArn,
          cdcSecretArn: props.cdcSecret.secretArn,
          sample: props.sample && { name: props.sample.name, appSecretArn: props.sample.appSecret.secretArn },
          ownedDatabase: props.ownedDatabase && {
            name: props.ownedDatabase.name,
            ownerSecretArn: props.ownedDatabase.ownerSecret.secretArn,
          },
          binlogRetentionHours: props.binlogRetention?.toHours(),
          capturedTables: props.capturedTables,
          undeclaredTables: props.undeclaredTables,
          whenTablesMissing: props.whenTablesMissing ?? DEFAULT_WHEN_TABLES_MISSING,
          ...props.replication,
        }),
        // Read by nobody: each makes the handler run again.
        ResourceId: props.database.resourceId,
        EngineVersion: props.database.engineVersion,
        SourceHash: sourceHash(BOOTSTRAP_FOLDER, bootstrapShared(props.sample?.name)),
      },
    });
    resource.node.addDependency(securityGroup, ...props.after);
  }
}
