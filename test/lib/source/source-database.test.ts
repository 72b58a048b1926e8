import { Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AURORA, createDatabase, databaseTemplate } from '../../support/source-database';

describe('defaults of mysql', () => {
  const resources = databaseTemplate();

  test('a private, encrypted instance of a major version, on gp3', () => {
    resources.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: {
        Engine: 'mysql',
        EngineVersion: '8.4',
        DBName: 'salesdb',
        StorageType: 'gp3',
        StorageEncrypted: true,
        KmsKeyId: Match.absent(),
        AllocatedStorage: '20',
        MaxAllocatedStorage: 40,
        MultiAZ: false,
        PubliclyAccessible: false,
        BackupRetentionPeriod: 1,
        DeleteAutomatedBackups: true,
        AutoMinorVersionUpgrade: true,
        DeletionProtection: false,
        EnableCloudwatchLogsExports: Match.absent(),
        MasterUsername: 'admin',
      },
    });
  });

  test('row binlog with GTIDs and nothing but TLS, in the group of the instance', () => {
    resources.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'mysql8.4',
      Parameters: {
        binlog_format: 'ROW',
        binlog_row_image: 'FULL',
        binlog_row_metadata: 'FULL',
        'gtid-mode': 'ON',
        enforce_gtid_consistency: 'ON',
        require_secure_transport: '1',
      },
    });
  });

  test('nobody but the bootstrap gets in', () => {
    resources.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    resources.allResourcesProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 3306,
      ToPort: 3306,
      IpProtocol: 'tcp',
    });
    resources.allResourcesProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
  });

  test('two secrets with generated names, and none for a sample that is not there', () => {
    expect(Object.keys(resources.findResources('AWS::SecretsManager::Secret'))).toEqual([
      'DatabaseAdminSecret',
      'DatabaseCdcSecret',
    ]);
    resources.allResourcesProperties('AWS::SecretsManager::Secret', { Name: Match.absent() });
    resources.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { SecretStringTemplate: '{"username":"cdc"}', GenerateStringKey: 'password' },
    });
  });

  test('a bootstrap that runs again when the instance is replaced or the SQL changes', () => {
    resources.hasResourceProperties('Custom::DatabaseBootstrap', {
      Dialect: 'mysql',
      Hostname: { 'Fn::GetAtt': ['DatabaseInstance', 'Endpoint.Address'] },
      Port: { 'Fn::GetAtt': ['DatabaseInstance', 'Endpoint.Port'] },
      Database: 'salesdb',
      ResourceId: { 'Fn::GetAtt': ['DatabaseInstance', 'DbiResourceId'] },
      EngineVersion: '8.4',
      SourceHash: Match.stringLikeRegexp('^[0-9a-f]{16}$'),
      AdminSecretArn: { Ref: 'DatabaseAdminSecret' },
      CdcSecretArn: { Ref: 'DatabaseCdcSecret' },
      AppSecretArn: Match.absent(),
      Sample: Match.absent(),
      BinlogRetentionHours: '72',
      CapturedTables: [],
    });
  });

  test('the bootstrap waits for the instance and for its way in', () => {
    const [bootstrap] = Object.values(resources.findResources('Custom::DatabaseBootstrap'));
    const rules = Object.keys(resources.findResources('AWS::EC2::SecurityGroupIngress'));
    expect(bootstrap?.DependsOn).toEqual(expect.arrayContaining(['DatabaseInstance', ...rules]));
  });

  test('the handler reads the secrets, reaches the database and the AWS endpoints, and nothing else', () => {
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: 'secretsmanager:GetSecretValue',
            Resource: [{ Ref: 'DatabaseAdminSecret' }, { Ref: 'DatabaseCdcSecret' }],
          },
        ],
      },
    });
    resources.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Bootstrap of salesdb',
      SecurityGroupEgress: [Match.objectLike({ FromPort: 443, ToPort: 443 })],
    });
    resources.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 3306, ToPort: 3306 });
  });

  test('no log outlives the stack', () => {
    resources.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
    resources.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    resources.resourceCountIs('Custom::LogRetention', 0);
  });
});

describe('defaults of aurora-mysql', () => {
  const resources = databaseTemplate(AURORA);

  test('a cluster of Aurora MySQL 3 with a writer alone', () => {
    resources.hasResource('AWS::RDS::DBCluster', {
      DeletionPolicy: 'Delete',
      Properties: {
        Engine: 'aurora-mysql',
        EngineVersion: Match.stringLikeRegexp('^8\\.0\\.mysql_aurora\\.3\\.'),
        DatabaseName: 'salesdb',
        StorageEncrypted: true,
        BackupRetentionPeriod: 1,
        DeleteAutomatedBackups: true,
        MasterUsername: 'admin',
      },
    });
    resources.resourceCountIs('AWS::RDS::DBInstance', 1);
    resources.allResourcesProperties('AWS::RDS::DBInstance', {
      DBInstanceClass: 'db.r7g.large',
      PubliclyAccessible: false,
      AutoMinorVersionUpgrade: false,
      DBParameterGroupName: Match.absent(),
    });
  });

  test('replication is set in the group of the cluster, where Aurora looks for it', () => {
    resources.resourceCountIs('AWS::RDS::DBParameterGroup', 0);
    resources.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Family: 'aurora-mysql8.0',
      Parameters: { binlog_format: 'ROW', 'gtid-mode': 'ON', require_secure_transport: 'ON' },
    });
  });

  test('the bootstrap talks to the writer, after it is there', () => {
    resources.hasResourceProperties('Custom::DatabaseBootstrap', {
      Hostname: { 'Fn::GetAtt': ['DatabaseCluster', 'Endpoint.Address'] },
      Port: { 'Fn::GetAtt': ['DatabaseCluster', 'Endpoint.Port'] },
      ResourceId: { 'Fn::GetAtt': ['DatabaseCluster', 'DBClusterResourceId'] },
    });
    const [bootstrap] = Object.values(resources.findResources('Custom::DatabaseBootstrap'));
    const writers = Object.keys(resources.findResources('AWS::RDS::DBInstance'));
    expect(bootstrap?.DependsOn).toEqual(expect.arrayContaining(['DatabaseCluster', ...writers]));
  });
});

describe('fails', () => {
  test('with the path, and with every rule that is broken', () => {
    expect(() => createDatabase({ backupRetention: Duration.days(0), binlogRetention: Duration.hours(200) })).toThrow(
      /^Test\/Database: `backupRetention` must be .*, got: 0 days; `binlogRetention` must be .*, got: 200 hours$/,
    );
  });
});
