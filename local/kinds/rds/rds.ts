import type { DatabaseModel } from '../../model/platform';
import { CapturedLog } from '../../proofs/captured/captured-log';
import { isSource } from '../../proofs/captured/captured-tables';
import { TOPICS_CLAIM } from '../../proofs/prove-topics';
import { POSTGRES_VERSION } from '../../servers/start-postgres';
import type { RunningDatabase } from '../../session/running-platform';
import type { Kind, StandIn } from '../kind';
import { databaseVerbs, existingDatabaseVerbs, parameterGroupVerbs } from './database';
import { MYSQL_VERSION } from './start-mysql';

const TITLES: Readonly<Record<DatabaseModel['engine'], string>> = {
  mysql: 'RDS for MySQL',
  'aurora-mysql': 'Aurora MySQL',
  postgres: 'RDS for PostgreSQL',
};

/** Databases: of RDS and Aurora, whatever their make, and those that are there already. */
export const rds: Kind = {
  name: 'rds',
  evidence: 'exercised',
  evidenceOf: {
    'AWS::RDS::DBCluster': 'stood in for',
    'AWS::RDS::DBClusterParameterGroup': 'stood in for',
    'Tributary::ExistingDatabase': 'stood in for',
  },
  resources: {
    'AWS::RDS::DBInstance': databaseVerbs,
    'AWS::RDS::DBCluster': databaseVerbs,
    'AWS::RDS::DBParameterGroup': parameterGroupVerbs,
    'AWS::RDS::DBClusterParameterGroup': parameterGroupVerbs,
    'Tributary::ExistingDatabase': existingDatabaseVerbs,
  },
  bindings: {
    'AWS::RDS::DBInstance.Endpoint.Address': (resource, local) => local.database(resource).host,
    'AWS::RDS::DBInstance.Endpoint.Port': (resource, local) => String(local.database(resource).port),
    'AWS::RDS::DBInstance.DbiResourceId': (resource) => `db-${resource.logicalId.toUpperCase()}`,
    'AWS::RDS::DBCluster.Endpoint.Address': (resource, local) => local.database(resource).host,
    'AWS::RDS::DBCluster.Endpoint.Port': (resource, local) => String(local.database(resource).port),
    'AWS::RDS::DBCluster.DBClusterResourceId': (resource) => `cluster-${resource.logicalId.toUpperCase()}`,
  },
  sources: ({ platform, client }) =>
    platform.connectors
      .filter(isSource)
      .map((part) => ({ part, claim: TOPICS_CLAIM, open: () => new CapturedLog(platform, part, client) })),
  standIns: ({ platform }) => platform.databases.flatMap(describeDatabase),
  versions: () => ({ mysql: MYSQL_VERSION, postgres: POSTGRES_VERSION }),
};

function describeDatabase({ model, server, data }: RunningDatabase): StandIn[] {
  const { key, engine, engineVersion, existing, hasSample } = model;
  const deployed =
    existing === undefined
      ? `${TITLES[engine]} ${engineVersion}`
      : `${key}, which is there already at ${existing.hostname}:${existing.port}`;
  return [
    { deployed, local: server.kind },
    ...(existing === undefined || existing.adminSecretName !== undefined
      ? []
      : [{ deployed: `the administrator of ${key}`, local: 'runs what the bootstrap printed, and nothing else' }]),
    ...(hasSample ? [] : [{ deployed: `tables and rows of ${key}`, local: data?.path ?? 'none' }]),
  ];
}
