import { TemplateResolver } from '../../../local/assembly/template-resolver';
import type { PlatformModel } from '../../../local/model/platform';
import { readPlatform } from '../../../local/model/read-platform';
import { environmentOf, type RawTemplate } from '../../support/local-templates';

const CHECK_OF_DB = { Target: { Arn: { 'Fn::GetAtt': ['Handler', 'Arn'] }, Input: { Ref: 'Db' } } };
const source = { attribute: () => 'bound', secretString: () => '{}' };

function connector(name: string, pipeline: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ConnectorName: name,
    KafkaConnectVersion: '3.7.x',
    Tags: [{ Key: 'tributary:pipeline', Value: pipeline }],
    Plugins: [{ CustomPlugin: { CustomPluginArn: { 'Fn::GetAtt': ['Plugin', 'CustomPluginArn'] } } }],
    KafkaClusterClientAuthentication: { AuthenticationType: 'IAM' },
    KafkaClusterEncryptionInTransit: { EncryptionType: 'TLS' },
    ServiceExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    WorkerConfiguration: { WorkerConfigurationArn: { 'Fn::GetAtt': ['Worker', 'WorkerConfigurationArn'] } },
    ...extra,
  };
}

function ingestion(pipeline: string, config: Record<string, unknown>): RawTemplate {
  return {
    Resources: {
      Plugin: {
        Type: 'AWS::KafkaConnect::CustomPlugin',
        Properties: { Location: { S3Location: { FileKey: 'p.zip' } } },
      },
      Worker: { Type: 'AWS::KafkaConnect::WorkerConfiguration', Properties: {} },
      Role: { Type: 'AWS::IAM::Role' },
      Connector: {
        Type: 'AWS::KafkaConnect::Connector',
        Properties: connector(`${pipeline}-connector`, pipeline, { ConnectorConfiguration: config }),
      },
    },
    assets: [{ objectKey: 'p.zip', path: '/cdk.out/asset.p.zip', packaging: 'file' }],
  };
}

const sourceStack: RawTemplate = {
  Resources: {
    Group: { Type: 'AWS::RDS::DBParameterGroup' },
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Attachment: {
      Type: 'AWS::SecretsManager::SecretTargetAttachment',
      Properties: { SecretId: { Ref: 'Secret' }, TargetId: { Ref: 'Db' } },
    },
    Db: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { Engine: 'mysql', EngineVersion: '8.4', DBParameterGroupName: { Ref: 'Group' } },
    },
    HandlerRole: { Type: 'AWS::IAM::Role' },
    Handler: {
      Type: 'AWS::Lambda::Function',
      Properties: { Code: { S3Key: 'h.zip' }, Role: { 'Fn::GetAtt': ['HandlerRole', 'Arn'] } },
    },
    Framework: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { USER_ON_EVENT_FUNCTION_ARN: { 'Fn::GetAtt': ['Handler', 'Arn'] } } } },
    },
    Schedule: { Type: 'AWS::Scheduler::Schedule', Properties: CHECK_OF_DB },
    Bootstrap: {
      Type: 'Custom::DatabaseBootstrap',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Framework', 'Arn'] },
        Hostname: { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] },
      },
    },
  },
  Outputs: { Host: { Value: { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] } } },
  assets: [{ objectKey: 'h.zip', path: '/cdk.out/asset.h', packaging: 'zip' }],
};

const auroraStack: RawTemplate = {
  Resources: {
    ClusterGroup: { Type: 'AWS::RDS::DBClusterParameterGroup' },
    InstanceGroup: { Type: 'AWS::RDS::DBParameterGroup' },
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        Engine: 'aurora-mysql',
        EngineVersion: '8.0',
        DBClusterParameterGroupName: { Ref: 'ClusterGroup' },
      },
    },
    Writer: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { DBClusterIdentifier: { Ref: 'Cluster' }, DBParameterGroupName: { Ref: 'InstanceGroup' } },
    },
  },
  Outputs: { Host: { Value: { 'Fn::GetAtt': ['Cluster', 'Endpoint.Address'] } } },
};

const streaming: RawTemplate = {
  Resources: {
    Configuration: { Type: 'AWS::MSK::Configuration', Properties: { ServerProperties: 'a=b' } },
    Kafka: {
      Type: 'AWS::MSK::Cluster',
      Properties: {
        KafkaVersion: '3.9.x.kraft',
        ConfigurationInfo: { Arn: { 'Fn::GetAtt': ['Configuration', 'Arn'] } },
      },
    },
    Topic: {
      Type: 'AWS::MSK::Topic',
      Properties: {
        TopicName: 't',
        PartitionCount: 3,
        ReplicationFactor: 3,
        Configs: Buffer.from('cleanup.policy=compact\nretention.ms=-1\n').toString('base64'),
      },
    },
  },
};

const operator: RawTemplate = {
  Resources: {
    Host: { Type: 'AWS::EC2::Instance', Properties: { IamInstanceProfile: { Ref: 'Profile' } } },
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'HostRole' }] } },
    HostRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'host' } },
  },
};

const output = (stack: string): unknown => ({ 'Fn::GetStackOutput': { StackName: stack, OutputName: 'Host' } });

function read(pipeline?: string, stacks: Record<string, RawTemplate> = {}): PlatformModel {
  const templates = environmentOf({
    Source: sourceStack,
    Aurora: auroraStack,
    Streaming: streaming,
    P1: ingestion('P1', { 'database.hostname': output('Source') }),
    P2: ingestion('P2', { 'database.hostname': output('Aurora') }),
    ...stacks,
  });
  const selection = pipeline === undefined ? undefined : { pipeline };
  return readPlatform(templates, new TemplateResolver(templates, source), selection);
}

describe('defaults', () => {
  test('every pipeline with its databases', () => {
    const model = read();
    expect(model.connectors.map(({ name, pipeline, pluginArchive }) => [name, pipeline, pluginArchive])).toEqual([
      ['P1-connector', 'P1', '/cdk.out/asset.p.zip'],
      ['P2-connector', 'P2', '/cdk.out/asset.p.zip'],
    ]);
    expect(model.databases.map(({ engine }) => engine)).toEqual(['aurora-mysql', 'mysql']);
  });

  test('topics with their decoded configuration', () => {
    expect(read().topics[0]).toMatchObject({
      name: 't',
      partitions: 3,
      replicationFactor: 3,
      config: { 'cleanup.policy': 'compact', 'retention.ms': '-1' },
    });
  });

  test('the broker with the configuration it uses', () => {
    const { broker } = read();
    expect([broker?.kafkaVersion, broker?.configuration?.logicalId]).toEqual(['3.9.x.kraft', 'Configuration']);
  });

  test('the role of each connector, and none of a client host where there is none', () => {
    expect(read().connectors.map(({ role }) => role)).toEqual(['P1-Role', 'P2-Role']);
    expect(read().operatorRole).toBeUndefined();
  });

  test("a cluster's parameter group before its instance's", () => {
    const groups = read().databases[0]?.parameterGroups.map((group) => group.logicalId);
    expect(groups).toEqual(['ClusterGroup', 'InstanceGroup']);
  });
});

describe('options', () => {
  test('one pipeline: only the databases that it reads, their bootstraps and their checks', () => {
    const first = read('P1');
    const functions = [...first.bootstraps, ...first.checks].map(({ codeDirectory }) => codeDirectory);
    expect(first.databases.map(({ resource }) => resource.logicalId)).toEqual(['Db']);
    expect(functions).toEqual(['/cdk.out/asset.h', '/cdk.out/asset.h']);
    const { databases, bootstraps, checks } = read('P2');
    expect(databases.map(({ resource }) => resource.logicalId)).toEqual(['Cluster']);
    expect([bootstraps, checks]).toEqual([[], []]);
  });
});

describe('a client host', () => {
  test('has the role of its instance profile', () => {
    expect(read(undefined, { Operator: operator }).operatorRole).toBe('host');
  });

  test('cannot be two', () => {
    expect(() => read(undefined, { Operator: operator, Second: operator })).toThrow('there is a client host already');
  });
});

describe('fails', () => {
  test.each([
    ['KafkaClusterClientAuthentication', 'AuthenticationType', 'NONE', 'IAM'],
    ['KafkaClusterEncryptionInTransit', 'EncryptionType', 'PLAINTEXT', 'TLS'],
  ])('for a connector whose %s is not what the local broker knows', (property, key, found, wanted) => {
    const stack = ingestion('P1', {});
    const properties = connector('c', 'P1', { [property]: { [key]: found } });
    const other = { ...stack.Resources, Connector: { Type: 'AWS::KafkaConnect::Connector', Properties: properties } };
    expect(() => read(undefined, { P1: { ...stack, Resources: other } })).toThrow(
      `\`${property}.${key}\` must be ${wanted}, got: ${found}`,
    );
  });

  test('for an unknown pipeline, naming those there are', () => {
    expect(() => read('P9')).toThrow('`--pipeline` must be one of P1, P2 in dev, got: P9');
  });

  test('for an environment without connectors', () => {
    const templates = environmentOf({ Streaming: streaming });
    expect(() => readPlatform(templates, new TemplateResolver(templates, source), undefined)).toThrow(
      'dev has no connector',
    );
  });

  test('for a plugin that is no asset of the app', () => {
    expect(() => read(undefined, { P1: { ...ingestion('P1', {}), assets: [] } })).toThrow('got object key: "p.zip"');
  });

  test('for a plugin whose archive was not built', () => {
    const stack = ingestion('P1', {});
    const assets = [{ objectKey: 'p.zip', path: '/repo/connectors/plugins/p', packaging: 'zip' as const }];
    expect(() => read(undefined, { P1: { ...stack, assets } })).toThrow('its archive was not built');
  });

  test('for an engine without a local counterpart', () => {
    const stack: RawTemplate = {
      Resources: { Db: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'oracle-ee' } } },
    };
    expect(() => read(undefined, { Other: stack })).toThrow(
      '`Engine` must be one of mysql, aurora-mysql, postgres, got: oracle-ee',
    );
  });

  test('for a second cluster', () => {
    const second: RawTemplate = { Resources: { Kafka2: { Type: 'AWS::MSK::Cluster' } } };
    expect(() => read(undefined, { Second: second })).toThrow('the local run has one broker');
  });
});
