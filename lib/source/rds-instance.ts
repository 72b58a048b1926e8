import { RemovalPolicy, type Size, Validations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import {
  type DatabaseProvision,
  engineLogs,
  type ProvisionedDatabase,
  supportRemovalPolicy,
} from './provisioned-database';

/** Major only: a named minor version is retired one day, and with it the template that names it. */
const MYSQL = rds.MysqlEngineVersion.of('8.4', '8.4');
const POSTGRES = rds.PostgresEngineVersion.of('17', '17');
/** How far storage may grow by itself: a log that a stopped connector holds back must not fill the disk. */
const STORAGE_GROWTH = 2;

/** RDS for MySQL: one instance, and a standby in another zone if asked for. */
export function provisionMysql(scope: Construct, id: string, provision: DatabaseProvision): ProvisionedDatabase {
  const engine = rds.DatabaseInstanceEngine.mysql({ version: MYSQL });
  return provisionInstance(scope, id, provision, { engine, settings: 'Row-based binlog with GTIDs, TLS only' });
}

/** RDS for PostgreSQL, likewise. A failover keeps the slots, for the standby has the same storage. */
export function provisionPostgres(scope: Construct, id: string, provision: DatabaseProvision): ProvisionedDatabase {
  const engine = rds.DatabaseInstanceEngine.postgres({ version: POSTGRES });
  return provisionInstance(scope, id, provision, { engine, settings: 'Logical replication, TLS only' });
}

function provisionInstance(
  scope: Construct,
  id: string,
  provision: DatabaseProvision,
  { engine, settings }: { readonly engine: rds.IInstanceEngine; readonly settings: string },
): ProvisionedDatabase {
  const parameterGroup = new rds.ParameterGroup(scope, `${id}Parameters`, {
    engine,
    description: `${settings}: ${scope.node.path}`,
    parameters: { ...provision.parameters },
    removalPolicy: supportRemovalPolicy(provision.removalPolicy),
  });
  const instance = new rds.DatabaseInstance(scope, id, {
    engine,
    parameterGroup,
    vpc: provision.vpc,
    vpcSubnets: provision.subnets,
    securityGroups: [provision.securityGroup],
    port: provision.port,
    publiclyAccessible: false,
    databaseName: provision.databaseName,
    credentials: rds.Credentials.fromSecret(provision.adminSecret, provision.adminUser),
    instanceType: provision.instanceType,
    storageType: rds.StorageType.GP3,
    allocatedStorage: provision.allocatedStorage.toGibibytes(),
    maxAllocatedStorage: grown(provision.allocatedStorage),
    storageEncrypted: true,
    storageEncryptionKey: provision.encryptionKey,
    multiAz: provision.multiAz,
    backupRetention: provision.backupRetention,
    deleteAutomatedBackups: provision.removalPolicy === RemovalPolicy.DESTROY,
    copyTagsToSnapshot: true,
    autoMinorVersionUpgrade: true,
    ...engineLogs(provision),
    deletionProtection: provision.deletionProtection,
    removalPolicy: provision.removalPolicy,
  });
  const resource = instance.node.defaultChild as rds.CfnDBInstance;
  resource.overrideLogicalId(provision.logicalId);
  const version = engine.engineVersion?.fullVersion ?? '';
  acceptMajorVersion(resource, version);
  return {
    resource: instance,
    hostname: instance.dbInstanceEndpointAddress,
    port: instance.dbInstanceEndpointPort,
    resourceId: resource.attrDbiResourceId,
    engineVersion: version,
    metric: (name, options) => instance.metric(name, options),
  };
}

function grown(storage: Size): number {
  return Math.ceil(storage.toGibibytes() * STORAGE_GROWTH);
}

/** Both validators list minor versions only, or take a line's first one for it, while RDS takes a major one for the newest of its line. */
function acceptMajorVersion(resource: rds.CfnDBInstance, version: string): void {
  Validations.of(resource).acknowledge({
    id: 'CloudFormation-Validate::E9006',
    reason: `RDS takes the major version ${version} and creates its default minor one`,
  });
  resource.addMetadata('cfn-lint', { config: { ignore_checks: ['E3691', 'W3691'] } });
}
