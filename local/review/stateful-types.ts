import type { Resource } from '../assembly/environment-templates';

/** What a resource type holds that no deployment can make again. */
export interface StatefulType {
  /** What goes with it, as the end of a sentence. */
  readonly holds: string;
  /** Where deletion takes what nobody misses: the sentence about it. */
  readonly harmless?: string;
  /** What CloudFormation does where the template says nothing; `Delete` unless given. */
  readonly defaultDeletion?: 'Snapshot';
}

export const STATEFUL_TYPES: Readonly<Record<string, StatefulType>> = {
  'AWS::S3::Bucket': { holds: 'its objects' },
  'AWS::S3Tables::TableBucket': { holds: 'its tables' },
  'AWS::S3Tables::Table': { holds: 'its rows' },
  'AWS::RDS::DBInstance': { holds: 'its rows and its log', defaultDeletion: 'Snapshot' },
  'AWS::RDS::DBCluster': { holds: 'its rows and its log', defaultDeletion: 'Snapshot' },
  'AWS::DocDB::DBCluster': { holds: 'its documents' },
  'AWS::Neptune::DBCluster': { holds: 'its graph' },
  'AWS::DynamoDB::Table': { holds: 'its items' },
  'AWS::DynamoDB::GlobalTable': { holds: 'its items' },
  'AWS::Redshift::Cluster': { holds: 'its rows' },
  'AWS::RedshiftServerless::Namespace': { holds: 'its rows' },
  'AWS::OpenSearchService::Domain': { holds: 'its documents' },
  'AWS::ElastiCache::ReplicationGroup': { holds: 'its entries' },
  'AWS::Timestream::Table': { holds: 'its rows' },
  'AWS::MSK::Cluster': { holds: 'all its topics: events, and the offsets that connectors go on from' },
  'AWS::MSK::ServerlessCluster': { holds: 'all its topics: events, and the offsets that connectors go on from' },
  'AWS::MSK::Topic': { holds: 'its events' },
  'AWS::Kinesis::Stream': { holds: 'its records' },
  'AWS::SQS::Queue': { holds: 'its messages' },
  'AWS::EFS::FileSystem': { holds: 'its files' },
  'AWS::EC2::Volume': { holds: 'its blocks' },
  'AWS::Glue::Registry': { holds: 'its schemas, without which nothing that was written by them can be read' },
  'AWS::Glue::Schema': { holds: 'its versions, without which nothing that was written by them can be read' },
  'AWS::Glue::Database': {
    holds: 'its entries',
    harmless: 'only entries go: the files of its tables stay in their bucket',
  },
  'AWS::Glue::Table': {
    holds: 'its entry',
    harmless: 'only the entry goes: the files of the table stay in their bucket',
  },
  'AWS::Cognito::UserPool': { holds: 'its users' },
  'AWS::ECR::Repository': { holds: 'its images' },
  'AWS::Backup::BackupVault': { holds: 'its backups' },
  'AWS::SecretsManager::Secret': { holds: 'its value' },
  'AWS::KMS::Key': { holds: 'the way to read whatever it encrypted, once its waiting period is over' },
  'AWS::Logs::LogGroup': { holds: 'its lines', harmless: 'its lines go with it' },
};

/** @returns undefined for what holds nothing */
export function statefulType({ type, properties }: Resource): StatefulType | undefined {
  // The rows of a cluster are in its storage, not in its instances.
  if (type === 'AWS::RDS::DBInstance' && properties.DBClusterIdentifier !== undefined) return undefined;
  return STATEFUL_TYPES[type];
}
