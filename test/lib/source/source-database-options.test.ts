import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { AURORA, createDatabase, databaseTemplate, RETAINED } from '../../support/source-database';
import { testStack, testVpc } from '../../support/test-app';

describe('options', () => {
  test('a sample brings the user that writes to it', () => {
    const database = createDatabase({ sample: 'salesdb' });
    const resources = Template.fromStack(Stack.of(database));
    expect(database.appSecret).toBeDefined();
    expect(createDatabase().appSecret).toBeUndefined();
    resources.hasResourceProperties('Custom::DatabaseBootstrap', {
      Sample: 'salesdb',
      AppSecretArn: { Ref: 'DatabaseAppSecret' },
    });
  });

  test.each([
    ['mysql', {}, 'AWS::RDS::DBInstance'],
    ['aurora-mysql', AURORA, 'AWS::RDS::DBCluster'],
  ])('retained %s keeps all that it cannot be without', (_, engine, type) => {
    const resources = databaseTemplate({ ...engine, ...RETAINED });
    resources.hasResource(type, {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtection: true, DeleteAutomatedBackups: false },
    });
    for (const kept of ['AWS::SecretsManager::Secret', 'AWS::RDS::DBSubnetGroup']) {
      resources.allResources(kept, { DeletionPolicy: 'Retain' });
    }
    resources.hasResource('AWS::EC2::SecurityGroup', {
      DeletionPolicy: 'Retain',
      Properties: { GroupDescription: 'Database salesdb' },
    });
    const groups = engine === AURORA ? 'AWS::RDS::DBClusterParameterGroup' : 'AWS::RDS::DBParameterGroup';
    resources.allResources(groups, { DeletionPolicy: 'Retain' });
  });

  test('a snapshot is of the data; its secrets stay to open it with', () => {
    const resources = databaseTemplate({ removalPolicy: RemovalPolicy.SNAPSHOT });
    resources.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
    resources.allResources('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain' });
    resources.allResources('AWS::RDS::DBParameterGroup', { DeletionPolicy: 'Delete' });
  });

  test.each([
    ['mysql', {}, 'AWS::RDS::DBInstance', 'AWS::RDS::DBParameterGroup'],
    ['aurora-mysql', AURORA, 'AWS::RDS::DBCluster', 'AWS::RDS::DBClusterParameterGroup'],
  ])('%s that stays sends its error log and its slow statements, for as long as told', (_, engine, type, group) => {
    const resources = databaseTemplate({
      ...engine,
      ...RETAINED,
      logs: { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY },
    });
    resources.hasResourceProperties(type, { EnableCloudwatchLogsExports: ['error', 'slowquery'] });
    resources.hasResourceProperties(group, { Parameters: { slow_query_log: '1', log_output: 'FILE' } });
    resources.resourceCountIs('Custom::LogRetention', 2);
    resources.allResourcesProperties('Custom::LogRetention', { RetentionInDays: 90 });
    resources.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  test('several zones: a standby on RDS, a second instance on Aurora', () => {
    databaseTemplate({ multiAz: true }).hasResourceProperties('AWS::RDS::DBInstance', { MultiAZ: true });
    databaseTemplate({ ...AURORA, multiAz: true }).resourceCountIs('AWS::RDS::DBInstance', 2);
  });

  test.each([
    ['mysql', {}, 'AWS::RDS::DBInstance'],
    ['aurora-mysql', AURORA, 'AWS::RDS::DBCluster'],
  ])('a key of its own encrypts the storage and the secrets of %s', (_, engine, type) => {
    const stack = testStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    createDatabase({ ...engine, encryptionKey }, stack);
    const resources = Template.fromStack(stack);
    const key = stack.resolve(encryptionKey.keyArn);
    resources.hasResourceProperties(type, { StorageEncrypted: true, KmsKeyId: key });
    resources.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: key });
  });

  test('a client of another stack is let in from its own stack', () => {
    const stack = testStack();
    const database = createDatabase({}, stack);
    const client = new Stack(stack.node.scope ?? stack, 'Client', { env: { region: 'us-east-1' } });
    const group = new ec2.SecurityGroup(client, 'Group', { vpc: testVpc(client), allowAllOutbound: false });
    group.connections.allowToDefaultPort(database);
    Template.fromStack(client).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 3306,
      ToPort: 3306,
    });
    // Of the bootstrap.
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('what connectors need is to be had', () => {
    const database = createDatabase();
    const stack = Stack.of(database);
    expect(database.heartbeatTable).toBe('salesdb.debezium_heartbeat');
    expect(stack.resolve(database.hostname)).toEqual({ 'Fn::GetAtt': ['DatabaseInstance', 'Endpoint.Address'] });
    expect(stack.resolve(database.port)).toEqual({ 'Fn::GetAtt': ['DatabaseInstance', 'Endpoint.Port'] });
    expect(stack.resolve(database.resourceId)).toEqual({ 'Fn::GetAtt': ['DatabaseInstance', 'DbiResourceId'] });
  });
});
