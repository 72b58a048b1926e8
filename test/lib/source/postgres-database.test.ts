import { RemovalPolicy, Size } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { databaseTemplate, POSTGRES, RETAINED } from '../../support/source-database';

const template = databaseTemplate(POSTGRES);

test('a private, encrypted instance of a major version, with a secret for each user', () => {
  template.hasResource('AWS::RDS::DBInstance', {
    DeletionPolicy: 'Delete',
    Properties: {
      Engine: 'postgres',
      EngineVersion: '17',
      DBName: 'salesdb',
      StorageType: 'gp3',
      StorageEncrypted: true,
      PubliclyAccessible: false,
      // RDS keeps `admin` to itself.
      MasterUsername: 'postgres',
      EnableCloudwatchLogsExports: Match.absent(),
    },
  });
  expect(Object.keys(template.findResources('AWS::RDS::DBInstance'))).toEqual(['DatabasePostgresInstance']);
});

test('logical replication, TLS alone, and an end to what a reader that is gone may hold back', () => {
  template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
    Family: 'postgres17',
    Parameters: { 'rds.logical_replication': '1', 'rds.force_ssl': '1', max_slot_wal_keep_size: '8192' },
  });
});

test('nobody but the bootstrap gets in, by its port', () => {
  template.allResourcesProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 5432, ToPort: 5432 });
});

test('a bootstrap that speaks its language, and sets no retention of a binlog', () => {
  template.hasResourceProperties('Custom::DatabaseBootstrap', {
    Dialect: 'postgres',
    Hostname: { 'Fn::GetAtt': ['DatabasePostgresInstance', 'Endpoint.Address'] },
    ResourceId: { 'Fn::GetAtt': ['DatabasePostgresInstance', 'DbiResourceId'] },
    BinlogRetentionHours: Match.absent(),
    EngineVersion: '17',
  });
});

test('one that is kept exports its log, slow statements among it', () => {
  const kept = databaseTemplate({ ...POSTGRES, ...RETAINED, removalPolicy: RemovalPolicy.RETAIN });
  kept.hasResource('AWS::RDS::DBInstance', {
    DeletionPolicy: 'Retain',
    Properties: { EnableCloudwatchLogsExports: ['postgresql'] },
  });
  kept.hasResourceProperties('AWS::RDS::DBParameterGroup', {
    Parameters: Match.objectLike({ log_min_duration_statement: '2000' }),
  });
});

test('what is left out or of another engine is told', () => {
  expect(() => databaseTemplate({ ...POSTGRES, slotWalLimit: Size.gibibytes(11) })).toThrow(
    '`slotWalLimit` must be 1024 MiB to half of `allocatedStorage` (10240 MiB), got: 11264 MiB',
  );
});
