import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { kafkaSourceArgument, tablesArgument } from '../../../lib/transform/job-arguments';
import { UpsertStreamJob, type UpsertStreamJobProps } from '../../../lib/transform/upsert-stream-job';
import { DESTROY } from '../../support/data-policy';
import { testCluster } from '../../support/kafka-cluster';
import { testStack, testVpc } from '../../support/test-app';
import { upsertProps } from '../../support/upsert-job';

function create(changes: Partial<UpsertStreamJobProps> = {}) {
  const stack = testStack();
  const vpc = testVpc(stack);
  const props = upsertProps(stack, DESTROY);
  const job = new UpsertStreamJob(stack, 'Stream', {
    ...props,
    vpc,
    subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    cluster: testCluster(stack, { vpc }),
    ...changes,
  });
  return { stack, job, props, resources: Template.fromStack(stack) };
}

describe('defaults', () => {
  const { stack, job, props, resources } = create();
  const group = { 'Fn::GetAtt': [Match.stringLikeRegexp('^StreamSecurityGroup'), 'GroupId'] };

  test('one run that does not end, and a schedule that brings it back', () => {
    resources.hasResourceProperties('AWS::Glue::Job', {
      Command: { Name: 'gluestreaming', PythonVersion: '3' },
      GlueVersion: '5.1',
      ExecutionProperty: { MaxConcurrentRuns: 1 },
      MaxRetries: 0,
      Timeout: Match.absent(),
    });
    resources.hasResourceProperties('AWS::Glue::Trigger', {
      Schedule: 'cron(0/10 * * * ? *)',
      Actions: [{ JobName: { Ref: Match.stringLikeRegexp('^StreamJob') } }],
    });
    expect(stack.resolve(job.jobName)).toEqual({ Ref: expect.stringMatching(/^StreamJob/) });
  });

  test('topics in place of the archive, and checkpoints of its own', () => {
    resources.hasResourceProperties('AWS::Glue::Job', {
      DefaultArguments: {
        '--archive': Match.absent(),
        '--bootstrap-servers': Match.anyValue(),
        '--kafka-options': kafkaSourceArgument('tributary-test-p1-upsert'),
        '--checkpoints': { 'Fn::Join': ['', Match.arrayWith(['/checkpoints-stream'])] },
        '--tables': tablesArgument(props.datasets, props.positions),
        '--notifications': 'notifications.salesdb',
      },
    });
  });

  test('inside the network, with a group whose members reach each other, the cluster and AWS', () => {
    resources.hasResourceProperties('AWS::Glue::Connection', {
      ConnectionInput: {
        ConnectionType: 'NETWORK',
        PhysicalConnectionRequirements: {
          SecurityGroupIdList: [group],
          SubnetId: Match.anyValue(),
          AvailabilityZone: 'us-east-1a',
        },
      },
    });
    resources.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: group,
      SourceSecurityGroupId: group,
      IpProtocol: 'tcp',
      FromPort: 0,
      ToPort: 65535,
    });
    resources.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^KafkaSecurityGroup'), 'GroupId'] },
      SourceSecurityGroupId: group,
      FromPort: 9098,
      ToPort: 9098,
    });
    resources.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Workers of job tributary-test-p1-upsert',
      SecurityGroupEgress: [
        { CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'AWS APIs' },
      ],
    });
  });

  test('the role may read the topics of its tables and notifications, and write to none', () => {
    const text = JSON.stringify(
      resources.findResources('AWS::IAM::Policy', {
        Properties: { Roles: [{ Ref: Match.stringLikeRegexp('^Stream') }] },
      }),
    );
    expect(text).toContain('/salesdb.salesdb.CUSTOMER"');
    expect(text).toContain('/salesdb.salesdb.SALES_ORDER_DETAIL"');
    expect(text).toContain('/notifications.salesdb"');
    expect(text).not.toContain('PRODUCT');
    expect(text).not.toContain('kafka-cluster:WriteData');
    expect(text).not.toContain('/raw/');
  });

  test('the role may have interfaces made in its subnet, with its group, and removed there', () => {
    const arn = (name: string, id: unknown) => ({
      'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(`:${name}/$`), id])],
    });
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: 'ec2:CreateNetworkInterface',
            Resource: Match.arrayWith([
              arn('security-group', group),
              arn('subnet', { Ref: Match.stringLikeRegexp('Subnet1') }),
            ]),
          }),
          Match.objectLike({
            Action: 'ec2:DeleteNetworkInterface',
            Condition: { ArnEquals: { 'ec2:Subnet': [arn('subnet', { Ref: Match.stringLikeRegexp('Subnet1') })] } },
          }),
        ]),
      },
    });
  });
});

test('options: size and rhythm', () => {
  const { resources } = create({ workers: 5, schedule: Duration.hours(1) });
  resources.hasResourceProperties('AWS::Glue::Job', { NumberOfWorkers: 5 });
  resources.hasResourceProperties('AWS::Glue::Trigger', { Schedule: 'cron(0 0/1 * * ? *)' });
});

describe('fails', () => {
  test.each([
    ['a schedule that Glue has not', { schedule: Duration.minutes(1) }, 'Test/Stream: `schedule` must be at least 5'],
    ['too few workers', { workers: 0 }, 'Test/Stream: `workers` must be a whole number of at least 2'],
    ['a name that a wildcard hides in', { name: 'a*' }, '`groups` must be named with 1 to 249 letters'],
  ])('for %s', (_, changes, message) => {
    expect(() => create(changes)).toThrow(message);
  });
});
