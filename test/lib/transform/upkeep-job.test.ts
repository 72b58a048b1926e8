import { Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { DataPolicy } from '../../../lib/config/data-policy';
import { IcebergTables } from '../../../lib/lake/iceberg-tables';
import { UpkeepJob, type UpkeepJobProps } from '../../../lib/transform/upkeep-job';
import { DATASETS } from '../../fixtures/datasets';
import { DESTROY, RETAIN } from '../../support/data-policy';
import { testStack } from '../../support/test-app';
import { jobRights, upsertProps } from '../../support/upsert-job';

function create(changes: Partial<UpkeepJobProps> = {}, dataPolicy: DataPolicy = DESTROY): Template {
  const stack = testStack();
  const { name, tables, workerType, workers, security } = upsertProps(stack, dataPolicy);
  const icebergTables = ['sales_log', 'sales_state'].map(
    (databaseName) =>
      new IcebergTables(stack, databaseName, {
        bucket: tables,
        databaseName,
        removalPolicy: dataPolicy.removalPolicy,
      }),
  );
  new UpkeepJob(stack, 'Upkeep', {
    name,
    tables,
    workerType,
    workers,
    security,
    dataPolicy,
    schedule: Duration.days(1),
    timeout: Duration.hours(2),
    deltaTables: [DATASETS.customer, DATASETS.salesOrderDetail],
    icebergTables,
    retention: Duration.days(2),
    unknownFileRetention: Duration.hours(72),
    ...changes,
  });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  const resources = create();
  const s3 = (path: string) => ({
    'Fn::Join': ['', ['s3://', { Ref: Match.stringLikeRegexp('^Tables') }, `/${path}`]],
  });

  test('one run at a time, once a day', () => {
    resources.hasResourceProperties('AWS::Glue::Job', {
      Command: { Name: 'glueetl' },
      ExecutionProperty: { MaxConcurrentRuns: 1 },
      MaxRetries: 0,
      Timeout: 120,
    });
    resources.hasResourceProperties('AWS::Glue::Trigger', {
      Schedule: 'cron(0 0 * * ? *)',
      Actions: [{ JobName: { Ref: Match.stringLikeRegexp('^UpkeepJob') } }],
    });
  });

  test('it has both formats, and is told where tables are and how long what is gone stays', () => {
    resources.hasResourceProperties('AWS::Glue::Job', {
      DefaultArguments: {
        '--datalake-formats': 'delta,iceberg',
        '--extra-jars': Match.anyValue(),
        '--lake': s3('delta'),
        '--delta-tables': '["salesdb_customer","salesdb_sales_order_detail"]',
        '--iceberg-databases': '["sales_log","sales_state"]',
        '--retention-hours': '48',
        '--unknown-hours': '72',
      },
    });
    const [{ Properties }] = Object.values(resources.findResources('AWS::Glue::Job')) as [
      { Properties: { DefaultArguments: Record<string, unknown> } },
    ];
    const settings = JSON.stringify(Properties.DefaultArguments['--conf']);
    expect(settings).toContain(
      'spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension,org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
    );
    expect(settings).toContain('spark.sql.catalog.lake=');
    expect(settings).toContain('spark.sql.catalog.spark_catalog=');
  });

  test('the role may write files of those tables anew and delete them, make no table, and no more', () => {
    expect(jobRights(resources)).toMatchSnapshot();
  });
});

describe('options', () => {
  test('without Delta tables, its role may not look at any', () => {
    const rights = jobRights(create({ deltaTables: [] }));
    expect(rights.filter((line) => line.includes('/delta'))).toEqual([]);
  });

  test('under keys of the account, it reads and writes by the key of the tables', () => {
    const keys = jobRights(create({}, RETAIN)).filter((line) => line.startsWith('kms:') && line.includes('"DataKey'));
    expect(keys.map((line) => line.split(' ')[0])).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });
});

test.each([
  [{ workers: 1 }, '`workers` must be a whole number of at least 2'],
  [{ timeout: Duration.days(8) }, '`timeout` must be 1 to 10080 whole minutes'],
  [{ schedule: Duration.minutes(7) }, '`schedule` must be at least 5 minutes'],
])('fails for %o', (changes, message) => {
  expect(() => create(changes)).toThrow(message);
});
