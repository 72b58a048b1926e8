import type { Dataset } from '../../../connectors/dataset';
import { kafkaSourceArgument, serviceArguments, tablesArgument } from '../../../lib/transform/job-arguments';
import { deltaFormat, icebergFormat } from '../../../lib/transform/table-formats';
import { DATASETS } from '../../fixtures/datasets';

const SHARED_SETTINGS = [
  'spark.sql.session.timeZone=UTC',
  'spark.sql.parquet.datetimeRebaseModeInWrite=CORRECTED',
  'spark.sql.parquet.int96RebaseModeInWrite=CORRECTED',
  'spark.sql.parquet.outputTimestampType=TIMESTAMP_MICROS',
];

function describedTable(dataset: Dataset) {
  return JSON.parse(tablesArgument([dataset], 'mysql-binlog'))[0];
}

test('a table is described whole, with defaults spelled out', () => {
  expect(describedTable(DATASETS.customer)).toEqual({
    topic: 'salesdb.salesdb.CUSTOMER',
    name: 'salesdb_customer',
    positions: 'mysql-binlog',
    keys: ['CUST_ID'],
    columns: { CUST_ID: 'BIGINT', NAME: 'STRING', MKTSEGMENT: 'STRING' },
    truncate: 'fail',
    unknownServer: 'fail',
    zeroDates: 'fail',
    epochs: [],
    badLines: 0,
  });
});

test('what a dataset chooses goes through, and the order of datasets, keys and epochs stays', () => {
  const chosen = {
    truncate: 'apply',
    unknownServer: 'follow',
    zeroDates: 'fail',
    epochs: [
      { 0: 7, 1: 8, 2: 9 },
      { 0: 70, 1: 80, 2: 90 },
    ],
    badLines: 5,
  } as const;
  const tables = JSON.parse(
    tablesArgument([{ ...DATASETS.salesOrderDetail, ...chosen }, DATASETS.customer], 'mysql-binlog'),
  );
  expect(tables[0]).toMatchObject({ keys: ['ORDER_ID', 'LINE_NUMBER'], ...chosen });
  expect(tables[1].name).toBe('salesdb_customer');
});

test('what the format of a table needs said stands beside what every one does', () => {
  const details = ({ table }: Dataset) => ({ buckets: table === 'CUSTOMER' ? 2 : 8 });
  const [described] = JSON.parse(tablesArgument([DATASETS.customer], 'mysql-binlog', details));
  expect(described).toEqual({ ...describedTable(DATASETS.customer), buckets: 2 });
});

test('a column says more than its type only where the source calls it otherwise or lost it', () => {
  const columns: Dataset['columns'] = {
    CUST_ID: { type: 'BIGINT' },
    NAME: { type: 'STRING', from: 'name' },
    PRICE: { type: 'DECIMAL(10,2)', from: 'unit price' },
    COST: { type: 'DECIMAL(10,2)', from: ['a,b', 'x=y', 'p(eur)'] },
    NOTE: { type: 'STRING', dropped: true },
    MEMO: { type: 'STRING', from: 'REMARK', dropped: true },
  };
  expect(describedTable({ ...DATASETS.customer, columns }).columns).toEqual({
    CUST_ID: 'BIGINT',
    NAME: 'STRING',
    PRICE: { type: 'DECIMAL(10,2)', from: ['PRICE', 'unit price'] },
    COST: { type: 'DECIMAL(10,2)', from: ['COST', 'a,b', 'x=y', 'p(eur)'] },
    NOTE: { type: 'STRING', dropped: true },
    MEMO: { type: 'STRING', from: ['MEMO', 'REMARK'], dropped: true },
  });
});

test('Spark has the format of its tables and UTC from its first moment, several settings in one argument as Glue takes them', () => {
  expect(serviceArguments('/logs', deltaFormat('us-east-1'))).toEqual({
    '--datalake-formats': 'delta',
    '--conf': [
      'spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension',
      'spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog',
      'spark.delta.logStore.s3.impl=io.tributary.delta.ConditionalPutLogStore',
      'spark.delta.logStore.s3a.impl=io.tributary.delta.ConditionalPutLogStore',
      'spark.hadoop.io.tributary.delta.region=us-east-1',
      ...SHARED_SETTINGS,
    ].join(' --conf '),
    '--job-bookmark-option': 'job-bookmark-disable',
    '--custom-logGroup-prefix': '/logs',
  });
  expect(serviceArguments('/logs', icebergFormat('us-east-1', 's3://tables/iceberg'))).toMatchObject({
    '--datalake-formats': 'iceberg',
    '--conf': [
      'spark.sql.extensions=org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions',
      'spark.sql.catalog.lake=org.apache.iceberg.spark.SparkCatalog',
      'spark.sql.catalog.lake.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog',
      'spark.sql.catalog.lake.io-impl=org.apache.iceberg.aws.s3.S3FileIO',
      'spark.sql.catalog.lake.warehouse=s3://tables/iceberg',
      'spark.sql.catalog.lake.client.region=us-east-1',
      'spark.sql.catalog.lake.cache-enabled=false',
      ...SHARED_SETTINGS,
    ].join(' --conf '),
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
