import * as path from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ClientHost } from '../../../lib/streaming/client-host';
import { testCluster } from '../../support/kafka-cluster';
import { testStack, testVpc } from '../../support/test-app';

function template(reach: 'database' | 'nothing'): Template {
  const stack = testStack();
  const vpc = testVpc(stack);
  const database = new ec2.Connections({
    securityGroups: [new ec2.SecurityGroup(stack, 'Database', { vpc })],
    defaultPort: ec2.Port.tcp(3306),
  });
  new ClientHost(stack, 'Host', {
    vpc,
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    cluster: testCluster(stack, { vpc }),
    databases: reach === 'database' ? [{ connections: database }] : [],
    secrets: reach === 'database' ? [new secretsmanager.Secret(stack, 'AppSecret')] : [],
    tools: new Asset(stack, 'Tools', { path: path.join(__dirname, 'client-host.test.ts') }),
    instanceType: 't4g.micro',
  });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  const resources = template('nothing');

  test('no key, no open port, the new metadata service only, an encrypted disk', () => {
    resources.hasResourceProperties('AWS::EC2::Instance', {
      KeyName: Match.absent(),
      InstanceType: 't4g.micro',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true } }],
    });
    resources.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } },
    });
    resources.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Client host',
      SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: Match.arrayWith([Match.objectLike({ FromPort: 443, CidrIp: '0.0.0.0/0' })]),
    });
  });

  test('Session Manager is the way in', () => {
    resources.hasResourceProperties('AWS::IAM::Role', {
      ManagedPolicyArns: [{ 'Fn::Join': ['', Match.arrayWith([':iam::aws:policy/AmazonSSMManagedInstanceCore'])] }],
    });
  });

  test('it reaches the brokers', () => {
    resources.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 9098, ToPort: 9098 });
    resources.resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', { FromPort: 3306 }, 0);
  });

  test('it reads topics and writes none', () => {
    const [policy] = Object.values(resources.findResources('AWS::IAM::Policy')).filter((candidate) =>
      JSON.stringify(candidate).includes('kafka-cluster:'),
    );
    expect(JSON.stringify(policy)).toContain('kafka-cluster:ReadData');
    expect(JSON.stringify(policy)).not.toMatch(/kafka-cluster:(WriteData|CreateTopic|DeleteTopic|AlterTopic)/);
  });

  test('what it installs needs no route to the internet', () => {
    const [instance] = Object.values(resources.findResources('AWS::EC2::Instance'));
    const userData = JSON.stringify(instance?.['Properties'].UserData);
    expect(userData).toContain('dnf install -y java-17-amazon-corretto-headless mariadb105 postgresql16 unzip');
    expect(userData).toContain('aws s3 cp');
    expect(userData).not.toMatch(/https?:\/\//);
  });
});

test('options: databases and secrets', () => {
  const resources = template('database');
  resources.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 3306, ToPort: 3306 });
  resources.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'secretsmanager:GetSecretValue',
          Resource: { Ref: Match.stringLikeRegexp('^AppSecret') },
        }),
      ]),
    },
  });
});
