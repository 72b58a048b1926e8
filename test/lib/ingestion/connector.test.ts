import { RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { ConnectorProps } from '../../../lib/ingestion/connector';
import { testApp, testStack, testVpc } from '../../support/test-app';
import { CONFIGURATION, connectorIn, PLUGIN_ARN, WORKER_ARN } from './orders-connector';

function templateWith(props: Partial<ConnectorProps> = {}): Template {
  const stack = testStack();
  connectorIn(stack, props);
  return Template.fromStack(stack);
}

describe('defaults', () => {
  const stack = testStack();
  const connector = connectorIn(stack);
  const template = Template.fromStack(stack);
  const ref = (type: string) => ({ Ref: Object.keys(template.findResources(type))[0] });

  test('the connector, with IAM, TLS and its logs delivered', () => {
    template.hasResourceProperties('AWS::KafkaConnect::Connector', {
      ConnectorName: 'orders-archive',
      KafkaConnectVersion: '3.7.x',
      Plugins: [{ CustomPlugin: { CustomPluginArn: PLUGIN_ARN, Revision: 1 } }],
      WorkerConfiguration: { WorkerConfigurationArn: WORKER_ARN, Revision: 2 },
      Capacity: { ProvisionedCapacity: { McuCount: 1, WorkerCount: 1 } },
      ConnectorConfiguration: CONFIGURATION,
      KafkaCluster: {
        ApacheKafkaCluster: {
          BootstrapServers: 'b-1:9098,b-2:9098',
          Vpc: {
            Subnets: [1, 2, 3].map((zone) => ({ Ref: Match.stringLikeRegexp(`privateSubnet${zone}`) })),
            SecurityGroups: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersSecurityGroup'), 'GroupId'] }],
          },
        },
      },
      KafkaClusterClientAuthentication: { AuthenticationType: 'IAM' },
      KafkaClusterEncryptionInTransit: { EncryptionType: 'TLS' },
      LogDelivery: { WorkerLogDelivery: { CloudWatchLogs: { Enabled: true, LogGroup: ref('AWS::Logs::LogGroup') } } },
      ServiceExecutionRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^OrdersRole'), 'Arn'] },
    });
  });

  test('a role that only MSK Connect may take, for this connector of this account', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'kafkaconnect.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Join': [
                    '',
                    ['arn:aws:kafkaconnect:us-east-1:', { Ref: 'AWS::AccountId' }, ':connector/orders-archive/*'],
                  ],
                },
              },
            },
          },
        ],
      },
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('a security group that lets nothing in, and HTTPS out', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [
        { CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443, IpProtocol: 'tcp', Description: 'AWS APIs' },
      ],
      SecurityGroupIngress: Match.absent(),
    });
  });

  test('a log group below the vended prefix that goes with the connector', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { LogGroupName: '/aws/vendedlogs/kafkaconnect/orders-archive', RetentionInDays: 14 },
      DeletionPolicy: 'Delete',
    });
  });

  test('attributes', () => {
    expect(connector.connectorName).toBe('orders-archive');
    expect(stack.resolve(connector.connectorArn)).toEqual({
      'Fn::GetAtt': [ref('AWS::KafkaConnect::Connector').Ref, 'ConnectorArn'],
    });
  });
});

describe('options', () => {
  test('all of them', () => {
    const stack = testStack();
    const vpc = testVpc(stack);
    const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0');
    Tags.of(stack).add('team', 'data');
    connectorIn(stack, {
      vpc,
      securityGroups: [group],
      description: 'Archive of orders',
      logRetention: logs.RetentionDays.ONE_YEAR,
      logRemovalPolicy: RemovalPolicy.RETAIN,
      capacity: {
        kind: 'autoscaled',
        mcuCount: 2,
        minWorkerCount: 1,
        maxWorkerCount: 2,
        scaleInCpuPercent: 20,
        scaleOutCpuPercent: 80,
      },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::KafkaConnect::Connector', {
      ConnectorDescription: 'Archive of orders',
      Capacity: { AutoScaling: { MaxWorkerCount: 2, MaxAutoscalingTaskCount: 2 } },
      KafkaCluster: { ApacheKafkaCluster: { Vpc: { SecurityGroups: ['sg-0123456789abcdef0'] } } },
      Tags: [{ Key: 'team', Value: 'data' }],
    });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Retain' });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test('what it is granted and where it is let is there before it is made', () => {
    const stack = testStack();
    const connector = connectorIn(stack);
    const server = new ec2.SecurityGroup(stack, 'Server', { vpc: testVpcOf(stack) });
    connector.connections.allowTo(server, ec2.Port.tcp(9098), 'Kafka');
    new s3.Bucket(stack, 'Bucket').grantWrite(connector);
    const template = Template.fromStack(stack);
    const dependencies = Object.values(template.findResources('AWS::KafkaConnect::Connector'))[0]?.['DependsOn'];
    const made = (type: string) => Object.keys(template.findResources(type));
    expect(dependencies).toEqual(expect.arrayContaining(made('AWS::IAM::Policy')));
    expect(dependencies).toEqual(expect.arrayContaining(made('AWS::EC2::SecurityGroupEgress')));
  });

  test('a way to a server of another stack is made on this side', () => {
    const app = testApp();
    const env = { region: 'us-east-1' };
    const upstream = new Stack(app, 'Upstream', { env });
    const vpc = testVpc(upstream);
    const server = new ec2.SecurityGroup(upstream, 'Server', { vpc });
    const stack = new Stack(app, 'Downstream', { env });
    connectorIn(stack, { vpc }).connections.allowTo(server, ec2.Port.tcp(9098), 'Kafka');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    const ingress = Object.keys(template.findResources('AWS::EC2::SecurityGroupIngress'));
    const connector = Object.values(template.findResources('AWS::KafkaConnect::Connector'))[0];
    expect(connector?.['DependsOn']).toEqual(expect.arrayContaining(ingress));
    Template.fromStack(upstream).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('a warning of workers that a connector with one task leaves idle', () => {
    const connector = connectorIn(testStack(), {
      capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 2 },
      connectorConfiguration: { 'connector.class': 'io.debezium.connector.mysql.MySqlConnector', 'tasks.max': '1' },
    });
    const warnings = connector.node.metadata.filter((entry) => entry.type === 'aws:cdk:warning');
    expect(warnings.map((entry) => entry.data)).toEqual([
      expect.stringMatching(/^`workerCount` above 1 pays for idle workers: .* got: 2 \[ack: tributary:idleWorkers\]$/),
    ]);
  });
});

describe('fails', () => {
  test.each(['', 'orders_archive', 'orders.archive', 'orders!', 'o'.repeat(129)])('on the name %j', (connectorName) => {
    expect(() => templateWith({ connectorName })).toThrow(
      `Test/Orders: \`connectorName\` must be 1 to 128 letters, digits or \`-\`, got: ${connectorName}`,
    );
  });

  test.each<[string, Partial<ConnectorProps>, string]>([
    [
      'a capacity that MSK Connect does not offer',
      { capacity: { kind: 'provisioned', mcuCount: 3, workerCount: 1 } },
      'Test/Orders: `mcuCount` must be 1, 2, 4 or 8, got: 3',
    ],
    [
      'a password in clear',
      { connectorConfiguration: { ...CONFIGURATION, 'database.password': 'hunter2' } },
      'Test/Orders: `connectorConfiguration.database.password` must be a reference',
    ],
    [
      'fewer tasks than workers',
      {
        capacity: {
          kind: 'autoscaled',
          mcuCount: 1,
          minWorkerCount: 1,
          maxWorkerCount: 3,
          scaleInCpuPercent: 20,
          scaleOutCpuPercent: 80,
        },
      },
      'Test/Orders: `tasks.max` must be at least `maxWorkerCount` 3, got: 2',
    ],
  ])('on %s', (_what, props, message) => {
    expect(() => templateWith(props)).toThrow(message);
  });

  test('on public subnets', () => {
    const stack = testStack();
    const vpc = new ec2.Vpc(stack, 'Public', {
      availabilityZones: ['us-east-1a'],
      subnetConfiguration: [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }],
    });
    expect(() => connectorIn(stack, { vpc, subnets: { subnetType: ec2.SubnetType.PUBLIC } })).toThrow(
      'Test/Orders: `subnets` must be private because workers get no public address, got: public subnets',
    );
  });

  test('with all problems at once', () => {
    expect(() => templateWith({ connectorName: 'a_b', connectorConfiguration: {} })).toThrow(
      'Test/Orders: `connectorName` must be 1 to 128 letters, digits or `-`, got: a_b\n' +
        '`connectorConfiguration.connector.class` must be set, got: undefined',
    );
  });
});

function testVpcOf(stack: Stack): ec2.IVpc {
  return stack.node.findChild('TestVpc') as ec2.Vpc;
}
