import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { parseCheck } from '../../../lib/source/bootstrap/check-request';
import { DATASETS } from '../../fixtures/datasets';
import { AURORA, createReadiness, readinessTemplate } from '../../support/source-database';
import { testStack } from '../../support/test-app';

/** What the schedule hands over, with a number in the place of each value that is known at deployment only. */
function inputOf(template: Template): Record<string, unknown> {
  const [schedule = {}] = Object.values(template.findResources('AWS::Scheduler::Schedule'));
  const [separator, parts] = schedule['Properties'].Target.Input['Fn::Join'] as [string, unknown[]];
  return JSON.parse(parts.map((part, index) => (typeof part === 'string' ? part : String(index))).join(separator));
}

describe('defaults', () => {
  const resources = readinessTemplate();
  const [[handlerId = '', handler] = []] = Object.entries(resources.findResources('AWS::Lambda::Function')).filter(
    ([, { Properties }]) => Properties.Handler === 'index.check',
  );

  test('one function, called every hour by a role that may call nothing else', () => {
    const [[roleId] = []] = Object.entries(resources.findResources('AWS::IAM::Role')).filter(([, role]) =>
      JSON.stringify(role).includes('scheduler.amazonaws.com'),
    );
    const functionArn = { 'Fn::GetAtt': [handlerId, 'Arn'] };
    resources.resourceCountIs('AWS::Scheduler::Schedule', 1);
    resources.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 hour)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: Match.absent(),
      Target: {
        Arn: functionArn,
        RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] },
      },
    });
    resources.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: roleId }],
      PolicyDocument: {
        Statement: [
          {
            Action: 'lambda:InvokeFunction',
            Effect: 'Allow',
            Resource: [functionArn, { 'Fn::Join': ['', [functionArn, ':$LATEST']] }],
          },
        ],
      },
    });
    resources.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ],
      },
    });
  });

  test('the function runs the code of the bootstrap, in the network', () => {
    const [bootstrap] = Object.values(resources.findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => Properties.Handler === 'index.handler',
    );
    expect(handler?.['Properties'].Code).toEqual(bootstrap?.['Properties'].Code);
    expect(handler?.['Properties']).toMatchObject({ Timeout: 300, VpcConfig: { SubnetIds: expect.any(Array) } });
  });

  test('it may read the secret of the user that captures, and no other', () => {
    resources.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('Check'),
      PolicyDocument: {
        Statement: [
          {
            Action: 'secretsmanager:GetSecretValue',
            Effect: 'Allow',
            Resource: { Ref: 'DatabaseCdcSecret' },
          },
        ],
      },
    });
  });

  test('it reaches the database and the AWS endpoints, and nothing else', () => {
    resources.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Check of salesdb',
      SecurityGroupEgress: [Match.objectLike({ FromPort: 443, ToPort: 443 })],
    });
  });

  test('it is told what the bootstrap is told of the source', () => {
    const { capturedTables, stack, database } = parseCheck(inputOf(resources));
    const { schema, table, keyColumns, columns } = DATASETS.salesOrderDetail;
    expect({ stack, database, capturedTables }).toEqual({
      stack: 'Test',
      database: 'salesdb',
      capturedTables: [{ schema, table, keyColumns, columns, zeroDates: 'fail', foreignKeyCascades: 'fail' }],
    });
    expect(JSON.stringify(resources.findResources('AWS::Scheduler::Schedule'))).not.toContain('AdminSecret');
  });

  test('the first check comes after the bootstrap', () => {
    const [schedule] = Object.values(resources.findResources('AWS::Scheduler::Schedule'));
    const bootstraps = Object.keys(resources.findResources('Custom::DatabaseBootstrap'));
    expect(schedule?.DependsOn).toContain(bootstraps.find((id) => id.startsWith('Source')));
  });

  test('its metric is that of its database, over two checks', () => {
    const { check } = createReadiness();
    expect(check.metricProblems().toMetricConfig().metricStat).toMatchObject({
      namespace: 'Tributary',
      metricName: 'SourceProblems',
      statistic: 'Maximum',
      period: Duration.hours(2),
      dimensions: [
        { name: 'Database', value: 'salesdb' },
        { name: 'Stack', value: 'Test' },
      ],
    });
  });
});

describe('options', () => {
  test('what tables say of zero dates and foreign keys arrives', () => {
    const table = { ...DATASETS.salesOrder, zeroDates: 'null', foreignKeyCascades: 'acknowledged' } as const;
    expect(parseCheck(inputOf(readinessTemplate({ capturedTables: [table] }))).capturedTables).toEqual([
      expect.objectContaining({ zeroDates: 'null', foreignKeyCascades: 'acknowledged' }),
    ]);
  });

  test('Aurora is looked at where it is written to', () => {
    const [schedule] = Object.values(readinessTemplate({}, AURORA).findResources('AWS::Scheduler::Schedule'));
    expect(JSON.stringify(schedule)).toContain('["DatabaseCluster","Endpoint.Address"]');
  });

  test('its log is kept as long as that of the bootstrap', () => {
    const policy = { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY };
    const resources = readinessTemplate({ logs: policy }, { logs: policy });
    resources.resourceCountIs('AWS::Logs::LogGroup', 3);
    resources.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });

  test('a key of its own lets it read the secret', () => {
    const stack = testStack();
    createReadiness({}, { encryptionKey: new kms.Key(stack, 'Key') }, stack);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt' })]) },
      PolicyName: Match.stringLikeRegexp('^SourceCheckHandler'),
    });
  });

  test('an alarm may look at it another way', () => {
    const { check } = createReadiness();
    expect(check.metricProblems({ period: Duration.hours(6) }).period).toEqual(Duration.hours(6));
  });
});
