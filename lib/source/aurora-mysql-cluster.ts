import { RemovalPolicy } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import {
  type DatabaseProvision,
  engineLogs,
  type ProvisionedDatabase,
  supportRemovalPolicy,
} from './provisioned-database';

/** Long-term support release of Aurora MySQL 3 (compatible with 8.0); Aurora takes no major-only version of the 3 line. */
const VERSION = rds.AuroraMysqlEngineVersion.VER_3_10_4;

/** Aurora MySQL: a writer, and a reader in another zone that takes over if asked for. */
export function provisionAuroraMysql(scope: Construct, id: string, provision: DatabaseProvision): ProvisionedDatabase {
  const engine = rds.DatabaseClusterEngine.auroraMysql({ version: VERSION });
  // Bound to the cluster, not to its instances: an instance group cannot set the binlog's format.
  const parameterGroup = new rds.ParameterGroup(scope, `${id}Parameters`, {
    engine,
    description: `Row-based binlog with GTIDs, TLS only: ${scope.node.path}`,
    parameters: { ...provision.parameters },
    removalPolicy: supportRemovalPolicy(provision.removalPolicy),
  });
  // An automatic upgrade would leave the line of long-term support.
  const instance = { instanceType: provision.instanceType, publiclyAccessible: false, autoMinorVersionUpgrade: false };
  const cluster = new rds.DatabaseCluster(scope, id, {
    engine,
    parameterGroup,
    writer: rds.ClusterInstance.provisioned('Writer', instance),
    readers: provision.multiAz ? [rds.ClusterInstance.provisioned('Reader', { ...instance, promotionTier: 1 })] : [],
    vpc: provision.vpc,
    vpcSubnets: provision.subnets,
    securityGroups: [provision.securityGroup],
    port: provision.port,
    defaultDatabaseName: provision.databaseName,
    credentials: rds.Credentials.fromSecret(provision.adminSecret, provision.adminUser),
    storageEncrypted: true,
    storageEncryptionKey: provision.encryptionKey,
    backup: { retention: provision.backupRetention },
    deleteAutomatedBackups: provision.removalPolicy === RemovalPolicy.DESTROY,
    copyTagsToSnapshot: true,
    ...engineLogs(provision),
    deletionProtection: provision.deletionProtection,
    removalPolicy: provision.removalPolicy,
  });
  const resource = cluster.node.defaultChild as rds.CfnDBCluster;
  resource.overrideLogicalId(provision.logicalId);
  return {
    resource: cluster,
    hostname: resource.attrEndpointAddress,
    port: resource.attrEndpointPort,
    resourceId: resource.attrDbClusterResourceId,
    engineVersion: VERSION.auroraMysqlFullVersion,
    metric: (name, options) => cluster.metric(name, options),
  };
}
