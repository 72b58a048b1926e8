import { DATASETS } from '../../../lib/config/datasets';
import { kafkaSourceArgument, serviceArguments, tablesArgument } from '../../../lib/transform/job-arguments';

test('a table is described whole, with defaults spelled out', () => {
  expect(JSON.parse(tablesArgument([DATASETS.customer]))).toEqual([
    {
      topic: 'salesdb.salesdb.CUSTOMER',
      name: 'salesdb_customer',
      keys: ['CUST_ID'],
      columns: { CUST_ID: 'BIGINT', NAME: 'STRING', MKTSEGMENT: 'STRING' },
      truncate: 'fail',
      epoch: 0,
    },
  ]);
});

test('what a dataset chooses goes through, and the order of datasets and keys stays', () => {
  const tables = JSON.parse(
    tablesArgument([{ ...DATASETS.salesOrderDetail, truncate: 'apply', epoch: 3 }, DATASETS.customer]),
  );
  expect(tables[0]).toMatchObject({ keys: ['ORDER_ID', 'LINE_NUMBER'], truncate: 'apply', epoch: 3 });
  expect(tables[1].name).toBe('salesdb_customer');
});

test('Spark has Delta and UTC from its first moment, several settings in one argument as Glue takes them', () => {
  expect(serviceArguments('/logs')).toEqual({
    '--datalake-formats': 'delta',
    '--conf': [
      'spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension',
      'spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog',
      'spark.sql.session.timeZone=UTC',
      'spark.sql.parquet.datetimeRebaseModeInWrite=CORRECTED',
      'spark.sql.parquet.int96RebaseModeInWrite=CORRECTED',
    ].join(' --conf '),
    '--job-bookmark-option': 'job-bookmark-disable',
    '--custom-logGroup-prefix': '/logs',
  });
});

test('Spark reaches the cluster as the role of its job, in groups that the role may join', () => {
  expect(JSON.parse(kafkaSourceArgument('tributary-test'))).toEqual({
    'kafka.security.protocol': 'SASL_SSL',
    'kafka.sasl.mechanism': 'AWS_MSK_IAM',
    'kafka.sasl.jaas.config': 'software.amazon.msk.auth.iam.IAMLoginModule required;',
    'kafka.sasl.client.callback.handler.class': 'software.amazon.msk.auth.iam.IAMClientCallbackHandler',
    groupIdPrefix: 'tributary-test',
  });
});
