import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { IcebergTables } from '../../../lib/lake/iceberg-tables';
import { tablesArgument } from '../../../lib/transform/job-arguments';
import { MergeLogJob, type MergeLogJobProps } from '../../../lib/transform/merge-log-job';
import { DATASETS } from '../../fixtures/datasets';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';
import { jobRights, upsertProps } from '../../support/upsert-job';

function create(changes: Partial<MergeLogJobProps> = {}, dataPolicy: DataPolicy = DESTROY) {
  const stack = testStack();
  const props = upsertProps(stack, dataPolicy);
  const tables = (databaseName: string) =>
    new IcebergTables(stack, databaseName, {
      bucket: props.tables,
      databaseName,
      removalPolicy: dataPolicy.removalPolicy,
    });
  const details = () => ({ writes: 'copy-on-write', buckets: 4 });
  new MergeLogJob(stack, 'MergeLog', {
    ...props,
    timeout: Duration.minutes(60),
    log: tables('sales_log'),
    state: tables('sales_state'),
    details,
    ...changes,
  });
  return { props, details, resources: Template.fromStack(stack) };
}

describe('defaults', () => {
  const { props, details, resources } = create();
  const s3 = (path: string) => ({
    'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^Tables') }, `/${path}`]],
  });

  test('one run at a time, and a schedule that starts it', () => {
    resources.hasResourceProperties('AWS::Glue::Job', {
      Command: { Name: 'glueetl' },
      GlueVersion: '5.1',
      ExecutionProperty: { MaxConcurrentRuns: 1 },
      MaxRetries: 0,
      Timeout: 60,
    });
    resources.hasResourceProperties('AWS::Glue::Trigger', {
      Schedule: 'cron(0/10 * * * ? *)',
      Actions: [{ JobName: { Ref: Match.stringLikeRegexp('^MergeLogJob') } }],
    });
  });

  test('the arguments say where log and tables are; nothing of Delta is among them', () => {
    resources.hasResourceProperties('AWS::Glue::Job', {
      DefaultArguments: {
        '--datalake-formats': 'iceberg',
        '--log': 'sales_log',
        '--database': 'sales_state',
        '--lake': s3('iceberg/sales_state.db'),
        '--tables': tablesArgument(props.datasets, props.positions, details),
        '--notifications': 'notifications_salesdb',
        '--extra-jars': Match.absent(),
        '--archive': Match.absent(),
        '--checkpoints': Match.absent(),
        '--quarantine': Match.absent(),
      },
    });
  });

  test('the role may read those tables of the log, keep its own, and no more', () => {
    expect(jobRights(resources)).toMatchSnapshot();
  });

  test('no run begins before the role can do its work', () => {
    resources.hasResource('AWS::Glue::Job', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('RoleDefaultPolicy')]),
    });
  });
});

describe('options', () => {
  test('of many tables the log is read by a pattern', () => {
    const datasets = [...Array(31).keys()].map((n) => ({ ...DATASETS.customer, table: `TABLE_${n}` }));
    const rights = jobRights(create({ datasets }).resources);
    expect(rights.filter((line) => line.includes('sales_log'))).toEqual([
      'glue:GetTable :database/sales_log',
      'glue:GetTable :table/sales_log/*',
      's3:GetObject /iceberg/sales_log.db/*',
    ]);
  });

  test('under keys of the account, it reads and writes by the key of the tables', () => {
    const keys = jobRights(create({}, RETAIN).resources).filter((line) => line.startsWith('kms:'));
    expect(keys.filter((line) => line.includes('"DataKey')).map((line) => line.split(' ')[0])).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);
  });
});

describe('fails', () => {
  test.each([
    ['a schedule that Glue has not', { schedule: Duration.minutes(7) }, '`schedule` must be at least 5 minutes'],
    ['too few workers', { workers: 1 }, '`workers` must be a whole number of at least 2'],
    ['no table', { datasets: [] }, '`datasets` must name at least one table, got: []'],
  ])('for %s', (_, changes, message) => {
    expect(() => create(changes)).toThrow(`Test/MergeLog: ${message}`);
  });
});
