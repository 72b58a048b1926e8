import { Duration, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { EnvironmentConfig } from '../../../lib/config/environment';
import type { ExistingWarehouse } from '../../../lib/config/warehouse';
import { PlatformStage } from '../../../lib/platform-stage';
import { SMALL, withWarehouse } from '../../fixtures/environments';
import { manyTables } from '../../fixtures/five-hundred-tables';
import type { Resource } from '../../support/platform';
import { testApp } from '../../support/test-app';

function stack(config: EnvironmentConfig, id: string): Template {
  const stage = new PlatformStage(testApp(), config);
  return Template.fromStack(stage.node.findChild(id) as never);
}

function resources(template: Template, type: string): Resource[] {
  return Object.values(template.findResources(type)) as unknown as Resource[];
}

/** Inputs of the schedules, with what only a deployment knows left out. */
function inputs(template: Template): Record<string, unknown>[] {
  return resources(template, 'AWS::Scheduler::Schedule').map(({ Properties = {} }) => {
    const { Input } = Properties['Target'] as { Input: { 'Fn::Join': [string, unknown[]] } };
    return JSON.parse(Input['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'token')).join(''));
  });
}

function definitions(template: Template): Record<string, unknown>[] {
  return resources(template, 'Custom::WarehouseTable').map(({ Properties }) =>
    JSON.parse(Properties?.['Definition'] as string),
  );
}

const EXISTING: ExistingWarehouse = {
  kind: 'existing',
  workgroupName: 'analytics',
  workgroupArn: 'arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/01234567-89ab-cdef-0123-456789abcdef',
  databaseName: 'analytics',
  roleArn: 'arn:aws:iam::123456789012:role/redshift',
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:analytics-AbCdEf',
  securityGroupId: 'sg-0123456789abcdef0',
};

const live = stack(withWarehouse(SMALL), 'Pipeline-live');

test('each table is made, after its schema and the rights to the topics', () => {
  const [schema] = Object.keys(live.findResources('Custom::WarehouseSchema'));
  const [rights] = Object.keys(
    live.findResources('AWS::IAM::Policy', { Properties: { PolicyName: Match.stringLikeRegexp('^TopicRights') } }),
  );
  live.hasResource('Custom::WarehouseSchema', {
    DependsOn: [rights],
    Properties: {
      WorkgroupName: 'tributary-small-warehouse',
      Database: 'tributary',
      Definition: {
        'Fn::Join': ['', Match.arrayWith(['{"schema":"sales","roleArn":"', '","bootstrapServers":"', '"}'])],
      },
    },
  });
  live.allResources('Custom::WarehouseTable', { DependsOn: [schema] });
  expect(definitions(live)).toMatchObject([
    { schema: 'sales', table: 'customer', topic: 'sales.salesdb.CUSTOMER', autoRefresh: false },
    { schema: 'sales', table: 'sales_order', topic: 'sales.salesdb.SALES_ORDER', autoRefresh: false },
  ]);
});

test('few tables are made at once', () => {
  const config = {
    ...withWarehouse(SMALL, {}, { tables: 'all' }),
    databases: { sales: { ...SMALL.databases['sales'], tables: manyTables(9) } },
  } as EnvironmentConfig;
  const template = stack(
    { ...config, serving: { athena: { ...SMALL.serving.athena, queriedTables: {} } } },
    'Pipeline-live',
  );
  const tables = Object.entries(template.findResources('Custom::WarehouseTable'));
  const waitFor = new Map<string, number>();
  for (const [, { DependsOn }] of tables) waitFor.set(String(DependsOn), (waitFor.get(String(DependsOn)) ?? 0) + 1);
  expect([...waitFor.values()]).toEqual([4, 1, 1, 1, 1, 1]);
});

test('without auto refresh a merge is a batch that refreshes before', () => {
  expect(inputs(live)).toMatchObject([
    {
      WorkgroupName: 'tributary-small-warehouse',
      Database: 'tributary',
      SecretArn: 'token',
      Sqls: [
        expect.stringMatching(/^REFRESH MATERIALIZED VIEW /),
        expect.stringMatching(/^CALL "sales"."customer__merge"/),
      ],
      StatementName: 'merge sales.customer of tributary-small-warehouse-live',
      WithEvent: true,
    },
    { StatementName: 'merge sales.sales_order of tributary-small-warehouse-live' },
  ]);
  live.allResourcesProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(5 minutes)',
    Target: {
      Arn: 'arn:aws:scheduler:::aws-sdk:redshiftdata:batchExecuteStatement',
      RetryPolicy: { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 },
    },
  });
  live.hasResourceProperties('AWS::IAM::Policy', {
    PolicyName: Match.stringLikeRegexp('^MergesRole'),
    PolicyDocument: {
      Statement: [
        Match.objectLike({ Action: 'redshift-data:BatchExecuteStatement' }),
        Match.objectLike({ Action: 'secretsmanager:GetSecretValue' }),
      ],
    },
  });
});

test('with auto refresh a merge is one call, and the bill is told', () => {
  const config = withWarehouse(SMALL, { autoRefresh: true, mergeEvery: Duration.minutes(1) });
  const stage = new PlatformStage(testApp(), config);
  const pipeline = stage.node.findChild('Pipeline-live');
  const template = Template.fromStack(pipeline as never);
  expect(inputs(template)[0]).toMatchObject({ Sql: expect.stringMatching(/^CALL /) });
  expect(definitions(template)).toMatchObject([{ autoRefresh: true }, { autoRefresh: true }]);
  template.allResourcesProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 minute)' });
  Annotations.fromStack(pipeline as never).hasWarning(
    '*',
    Match.stringLikeRegexp(
      String.raw`^\`pipelines\.live\.to\.autoRefresh\` keeps .*: 8 RPUs x 24 h x 0\.375 USD = 72 USD a day, about 2160 USD a month\. An estimate`,
    ),
  );
});

test('a pipeline that is suspended keeps its tables, and nothing of it runs', () => {
  const template = stack(withWarehouse(SMALL, { autoRefresh: true }, { state: 'suspended' }), 'Pipeline-live');
  template.resourceCountIs('AWS::Scheduler::Schedule', 0);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  expect(definitions(template)).toMatchObject([{ autoRefresh: false }, { autoRefresh: false }]);
});

test('merges that failed are counted, of this pipeline alone', () => {
  live.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.redshift-data'],
      'detail-type': ['Redshift Data Statement Status Change'],
      detail: { statementName: [{ suffix: ' of tributary-small-warehouse-live' }], state: ['FAILED', 'ABORTED'] },
    },
  });
  live.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'tributary-small-warehouse-live-failed-merges' });
});

test('a warehouse that is there gets tables, rights to their topics and a way to the brokers, and nothing else', () => {
  const config: EnvironmentConfig = { ...withWarehouse(SMALL, { autoRefresh: true }), warehouse: EXISTING };
  const stage = new PlatformStage(testApp(), config);
  const [there, pipeline] = ['Warehouse', 'Pipeline-live'].map((id) => stage.node.findChild(id) as Stack);
  const types = Object.values(Template.fromStack(there as Stack).toJSON().Resources as Record<string, Resource>);
  expect([...new Set(types.map(({ Type }) => Type))].sort()).toEqual([
    'AWS::EC2::SecurityGroupEgress',
    'AWS::EC2::SecurityGroupIngress',
  ]);
  const template = Template.fromStack(pipeline as Stack);
  template.hasResourceProperties('Custom::WarehouseSchema', {
    WorkgroupName: EXISTING.workgroupName,
    Database: EXISTING.databaseName,
    SecretArn: EXISTING.secretArn,
    Definition: Match.objectLike({
      'Fn::Join': ['', [Match.stringLikeRegexp(EXISTING.roleArn), Match.anyValue(), '"}']],
    }),
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyName: Match.stringLikeRegexp('^TopicRights'),
    Roles: ['redshift'],
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyName: Match.stringLikeRegexp('^MergesRole'),
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: 'redshift-data:ExecuteStatement', Resource: EXISTING.workgroupArn }),
        Match.objectLike({ Action: 'secretsmanager:GetSecretValue', Resource: EXISTING.secretArn }),
      ]),
    },
  });
  Annotations.fromStack(pipeline as Stack).hasWarning(
    '*',
    Match.stringLikeRegexp('9 USD a day, about 270 USD a month for each RPU of its capacity'),
  );
});

test('a pipeline comes after its topics and the warehouse', () => {
  const stage = new PlatformStage(testApp(), withWarehouse(SMALL));
  const pipeline = stage.synth().getStackByName('Tributary-small-warehouse-Pipeline-live');
  expect(pipeline.dependencies.map(({ id }) => id.split('.')[0])).toEqual(
    expect.arrayContaining([expect.stringMatching(/Warehouse/), expect.stringMatching(/Topicssales/)]),
  );
});
