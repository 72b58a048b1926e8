import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Alarms, RUNBOOK } from '../../../lib/observability/alarms';
import { ConnectorAlarms } from '../../../lib/observability/connector-alarms';
import { JobAlarm } from '../../../lib/observability/job-alarm';
import {
  ARCHIVE_GAPS,
  DEAD_LETTERS,
  type LogAlarm,
  STALE_WRITES,
  UNANSWERED_COMMITS,
} from '../../../lib/observability/log-alarms';
import { RETAINING } from '../../fixtures/environments';
import { STRANGER } from '../../fixtures/stranger';
import { type Template as Rendered, type Resource, synthesize } from '../../support/platform';
import { testStack } from '../../support/test-app';
import { connectorIn } from '../ingestion/orders-connector';

const ROOT = join(__dirname, '..', '..', '..');

/** As GitHub makes links of headings. */
const headings = readFileSync(join(ROOT, RUNBOOK), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('## '))
  .map((line) =>
    line
      .slice(3)
      .toLowerCase()
      .replaceAll(/[^a-z0-9 _-]/g, '')
      .replaceAll(' ', '-'),
  );

const environments = [RETAINING, STRANGER].map((config) => {
  const stacks = synthesize(config);
  return [config.name, stacks, alarmsOf(stacks)] as const;
});

function alarmsOf(stacks: ReturnType<typeof synthesize>): (Resource & { stack: string })[] {
  return stacks.flatMap(({ stackName, template }) =>
    Object.values<Resource>((template as Rendered).Resources)
      .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
      .map((resource) => ({ ...resource, stack: stackName })),
  );
}

test.each(environments)(
  '%s: every connector and every job has its alarms, and each says what to do',
  (name, stacks, alarms) => {
    const told = alarms.map(({ Properties }) => String(Properties?.['AlarmName']));
    expect(new Set(told).size).toBe(told.length);
    for (const { stackName, template } of stacks) {
      for (const { Type, Properties } of Object.values<Resource>((template as Rendered).Resources)) {
        if (Type === 'AWS::KafkaConnect::Connector') {
          const config = Properties?.['ConnectorConfiguration'] as Record<string, string>;
          const connector = String(Properties?.['ConnectorName']);
          const expected = [
            'errored-tasks',
            'no-tasks',
            ...('errors.deadletterqueue.topic.name' in config ? ['dead-letters'] : []),
          ];
          expect(told).toEqual(expect.arrayContaining(expected.map((suffix) => `${connector}-${suffix}`)));
        }
        if (Type === 'AWS::Glue::Job') {
          const pipeline = stackName.replace(`Tributary-${name}-Pipeline-`, `tributary-${name}-`);
          expect(told).toContain(`${pipeline}-failed-runs`);
        }
      }
    }
    for (const { Properties } of alarms) {
      const [, link] = /What to do: docs\/runbook\.md#(\S+)$/.exec(String(Properties?.['AlarmDescription'])) ?? [];
      expect(headings).toContain(link);
      expect(Properties).toMatchObject({ AlarmActions: [expect.anything()], OKActions: [expect.anything()] });
    }
  },
);

test('a suspended pipeline has no alarms, for nothing of it runs', () => {
  const pipelines = { ...RETAINING.pipelines, raw: { ...RETAINING.pipelines['raw'], state: 'suspended' } as never };
  const alarms = alarmsOf(synthesize({ ...RETAINING, pipelines }));
  expect(alarms.filter(({ stack }) => stack.endsWith('Pipeline-raw'))).toEqual([]);
});

describe('a topic', () => {
  test('takes messages of alarms of this account, over TLS only', () => {
    const stack = testStack();
    new Alarms(stack, 'Alarms');
    Template.fromStack(stack).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });

  test('under a key has one that alarms may use', () => {
    const stack = testStack();
    new Alarms(stack, 'Alarms', { encryptionKey: new kms.Key(stack, 'Key') });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
  });
});

describe('a connector', () => {
  const stack = testStack();
  const connector = connectorIn(stack);
  new ConnectorAlarms(stack, 'Watch', { connector, alarms: new Alarms(stack, 'Alarms'), lines: [DEAD_LETTERS] });
  const template = Template.fromStack(stack);

  test('tells of tasks that ended, at once', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'orders-archive-errored-tasks',
      Namespace: 'AWS/KafkaConnect',
      MetricName: 'ErroredTaskCount',
      Dimensions: [{ Name: 'ConnectorName', Value: 'orders-archive' }],
      Statistic: 'Maximum',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
  });

  test('tells when no task runs, or nobody knows', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'orders-archive-no-tasks',
      MetricName: 'RunningTaskCount',
      Statistic: 'Minimum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      Period: 300,
      TreatMissingData: 'breaching',
    });
  });

  test('tells of lines of its own log alone', () => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '"Error encountered in task"',
      LogGroupName: { Ref: Match.stringLikeRegexp('Logs') },
      MetricTransformations: [
        { MetricNamespace: 'Tributary/orders-archive', MetricName: 'DeadLetters', MetricValue: '1', DefaultValue: 0 },
      ],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'orders-archive-dead-letters',
      Namespace: 'Tributary/orders-archive',
      MetricName: 'DeadLetters',
      Statistic: 'Sum',
    });
  });
});

test('a job tells of runs that failed, and of those that took too long', () => {
  const stack = testStack();
  new JobAlarm(stack, 'Watch', {
    jobName: 'Upsert-1',
    namePrefix: 'tables',
    alarms: new Alarms(stack, 'Alarms'),
    consequence: 'tables are old',
  });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.glue'],
      'detail-type': ['Glue Job State Change'],
      detail: { jobName: ['Upsert-1'], state: ['FAILED', 'TIMEOUT'] },
    },
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'tables-failed-runs',
    Namespace: 'AWS/Events',
    MetricName: 'TriggeredRules',
    Dimensions: [{ Name: 'RuleName', Value: { Ref: Match.stringLikeRegexp('FailedRuns') } }],
  });
});

/** CloudWatch's patterns as this language has them: a text in quotes, or an expression between %. */
function matches({ pattern }: LogAlarm, line: string): boolean {
  return pattern.startsWith('%') ? new RegExp(pattern.slice(1, -1)).test(line) : line.includes(JSON.parse(pattern));
}

describe('lines', () => {
  const REPORT = '[Worker-1] INFO [s|task-0] dynamodb.task records=9000 written=1 removed=0 superseded=0 repeated=0';
  const LEFT_OUT = '[Worker-1] INFO Coordinator: Coordinator a-0 found nothing to commit to table lake.a, skipping';

  test.each<[string, LogAlarm, string, boolean]>([
    [
      DEAD_LETTERS.suffix,
      DEAD_LETTERS,
      "[Worker-1] ERROR [s|task-0] Error encountered in task s-0. Executing stage 'TASK_PUT'",
      true,
    ],
    [
      DEAD_LETTERS.suffix,
      DEAD_LETTERS,
      '[Worker-1] ERROR [s|task-0] Task threw an uncaught and unrecoverable exception',
      false,
    ],
    [STALE_WRITES.suffix, STALE_WRITES, `${REPORT} stale=1000 bad_records=0`, true],
    [STALE_WRITES.suffix, STALE_WRITES, `${REPORT} stale=25000 bad_records=0`, true],
    [STALE_WRITES.suffix, STALE_WRITES, `${REPORT} stale=999 bad_records=1000`, false],
    [
      ARCHIVE_GAPS.suffix,
      ARCHIVE_GAPS,
      '[Worker-1] ERROR [s|task-0] archive.gap partition=orders-0 from=2 to=5000: not in the topic',
      true,
    ],
    [
      ARCHIVE_GAPS.suffix,
      ARCHIVE_GAPS,
      '[Worker-1] INFO [s|task-0] archive.opened partition=orders-0 continues_at=2',
      false,
    ],
    [
      UNANSWERED_COMMITS.suffix,
      UNANSWERED_COMMITS,
      '[Worker-1] INFO CommitState: Commit timeout reached. Commit ID: 58bc20a3-5c9a-4441-ab43-6a422700d448',
      true,
    ],
    [UNANSWERED_COMMITS.suffix, UNANSWERED_COMMITS, LEFT_OUT, true],
    [
      UNANSWERED_COMMITS.suffix,
      UNANSWERED_COMMITS,
      '[Worker-1] INFO CommitState: Commit 58bc20a3-5c9a-4441-ab43-6a422700d448 ready, received responses for all 3 partitions',
      false,
    ],
  ])('%s', (_, lines, line, found) => {
    expect(matches(lines, line)).toBe(found);
  });
});
