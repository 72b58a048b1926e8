import { Duration } from 'aws-cdk-lib';
import type { EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { type IcebergOptions, iceberg } from '../../../lib/pipelines/iceberg';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { TABLES } from '../../fixtures/datasets';
import { ICEBERG_OPTIONS, ORDERS, PLACES, SMALL } from '../../fixtures/environments';
import { type Resource, synthesize, type Template } from '../../support/platform';

function events(changes: Partial<IcebergOptions> = {}, pipeline: Partial<PipelineConfig> = {}): PipelineConfig {
  return { from: 'orders', tables: 'all', to: iceberg({ ...ICEBERG_OPTIONS, flatten: true, ...changes }), ...pipeline };
}

function changesOf(tables: readonly string[], changes: Partial<IcebergOptions> = {}): PipelineConfig {
  return { from: 'sales', tables, to: iceberg({ ...ICEBERG_OPTIONS, ...changes }) };
}

function withPipeline(log: PipelineConfig): EnvironmentConfig {
  return { ...SMALL, captures: { ...SMALL.captures, orders: ORDERS }, pipelines: { ...SMALL.pipelines, log } };
}

function connectorConfig(log: PipelineConfig): Readonly<Record<string, string>> {
  const planned = planPlatform(withPipeline(log), DESTINATION_KINDS).pipelines;
  return planned.find(({ pipeline }) => pipeline.name === 'log')?.plan.connectors(PLACES)[0]?.config ?? {};
}

function resources(log: PipelineConfig, stack: string): Resource[] {
  const found = synthesize(withPipeline(log)).find(({ stackName }) => stackName === `Tributary-small-${stack}`);
  return Object.values((found?.template as Template | undefined)?.Resources ?? {});
}

function types(log: PipelineConfig): Record<string, string[]> {
  return Object.fromEntries(
    ['Iceberg-log', 'Pipeline-log'].map((stack) => [
      stack,
      resources(log, stack)
        .map(({ Type }) => Type)
        .filter((type) => /Database|Connector|Role$/.test(type)),
    ]),
  );
}

test('events go to the one table that they are of', () => {
  expect(connectorConfig(events({ partitionBy: { orders: ['bucket(orderid,4)'] } }))).toMatchObject({
    topics: 'orders',
    'iceberg.tables': 'tributary_small_log.generated_orders',
    'iceberg.table.tributary_small_log.generated_orders.partition-by': 'bucket(orderid,4)',
    'iceberg.catalog.warehouse': 's3://t/iceberg',
    'iceberg.control.commit.interval-ms': '60000',
    'transforms.rows.envelope': 'none',
  });
});

test('changes go to a log of each table, and what their capture tells to a table beside them', () => {
  expect(connectorConfig(changesOf(['customer', 'salesOrder']))).toMatchObject({
    topics: 'sales.salesdb.CUSTOMER,sales.salesdb.SALES_ORDER,notifications.sales',
    'iceberg.tables.dynamic-enabled': 'true',
    'iceberg.tables.route-field': '_row.target',
    'transforms.rows.envelope': 'debezium',
    'transforms.rows.topic.sales.salesdb.CUSTOMER.table': 'tributary_small_log.salesdb_customer',
    'transforms.rows.topic.notifications.sales.envelope': 'none',
    'transforms.rows.topic.notifications.sales.table': 'tributary_small_log.notifications_sales',
  });
});

test('one captured table is one of two', () => {
  expect(connectorConfig(changesOf(['customer']))).toMatchObject({
    topics: 'sales.salesdb.CUSTOMER,notifications.sales',
    'iceberg.tables.dynamic-enabled': 'true',
  });
});

test('its role reads what the capture tells, where it does', () => {
  const cluster = (log: PipelineConfig) =>
    JSON.stringify(resources(log, 'Pipeline-log').filter(({ Type }) => Type === 'AWS::IAM::Policy'));
  expect(cluster(changesOf(['customer']))).toContain('/notifications.sales');
  expect(cluster(events())).not.toContain('/notifications.');
});

test('the database of its tables has a stack that stays when the pipeline is off', () => {
  expect(types(events())).toEqual({
    'Iceberg-log': ['AWS::Glue::Database'],
    'Pipeline-log': ['AWS::IAM::Role', 'AWS::KafkaConnect::Connector'],
  });
  expect(types(events({}, { state: 'suspended' }))).toEqual({
    'Iceberg-log': ['AWS::Glue::Database'],
    'Pipeline-log': [],
  });
  expect(types(events({}, { state: 'off' }))).toEqual({ 'Iceberg-log': ['AWS::Glue::Database'], 'Pipeline-log': [] });
});

test('its role writes files of its own database, and entries of it in the catalog', () => {
  const policies = JSON.stringify(
    resources(events(), 'Pipeline-log').filter(({ Type }) => Type === 'AWS::IAM::Policy'),
  );
  expect(policies).toContain('/iceberg/tributary_small_log.db/*');
  expect(policies).toContain(':table/tributary_small_log/*');
  expect(policies).toContain('glue:UpdateTable');
  expect(policies).toContain('/tributary-small-log.*');
  expect(policies).not.toContain('s3:ListBucket');
});

test('a network with such a pipeline has a way to the catalog', () => {
  const endpoints = (pipelines: EnvironmentConfig): number =>
    synthesize(pipelines)
      .filter(({ stackName }) => stackName.endsWith('-Network'))
      .flatMap(({ template }) => Object.values((template as Template).Resources))
      .filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint').length;
  const off = planPlatform(SMALL, DESTINATION_KINDS).catalogs;
  expect([off, planPlatform(withPipeline(events()), DESTINATION_KINDS).catalogs]).toEqual([[], ['glue']]);
  expect(endpoints(withPipeline(events())) - endpoints(SMALL)).toBe(1);
});

describe('fails', () => {
  test.each<[string, PipelineConfig, string]>([
    [
      'a commit within a second',
      events({ commitEvery: Duration.millis(900) }),
      '`pipelines.log.to.commitEvery` must be whole seconds, at least 1, got: 0.9 s',
    ],
    [
      'partitions of an unknown table',
      events({ partitionBy: { order: ['orderid'] } }),
      '`pipelines.log.to.partitionBy` must be one of orders, got: order',
    ],
    [
      'a partition of an unknown column',
      events({ partitionBy: { orders: ['id'] } }),
      '`pipelines.log.to.partitionBy.orders` must be of a declared column, got: id',
    ],
    [
      'flattened changes',
      changesOf(['customer'], { flatten: true }),
      '`pipelines.log.to.flatten` must be false for changes of a database',
    ],
    [
      'upserts',
      events({ settings: { 'iceberg.tables.upsert-mode-enabled': 'true' } }),
      '`pipelines.log.to.settings.iceberg.tables.upsert-mode-enabled` must not be set',
    ],
    [
      'tables of changes that may not be made',
      changesOf(['customer'], { evolution: 'none' }),
      '`pipelines.log.to.evolution` must be create-and-evolve for dynamic routing',
    ],
    [
      'an evolution that is none',
      events({ evolution: 'create' as never }),
      '`pipelines.log.to.evolution` must be one of create-and-evolve, evolve, none, got: create',
    ],
    [
      'a word for undeclared tables that is none',
      events({ undeclaredTables: 'TEXT' as never }),
      '`pipelines.log.to.undeclaredTables` must be one of refuse, text, got: TEXT',
    ],
    ['no task', events({ maxTasks: 0 }), '`pipelines.log.to.maxTasks` must be a whole number of at least 1, got: 0'],
  ])('on %s', (_what, pipeline, message) => {
    expect(() => planPlatform(withPipeline(pipeline), DESTINATION_KINDS)).toThrow(message);
  });

  test('on a captured table that is called as what the capture tells', () => {
    const config = withPipeline(changesOf(['customer']));
    const tables = { ...TABLES, customer: { ...TABLES.customer, lakeName: 'notifications_sales' } };
    const databases = Object.fromEntries(
      Object.entries(config.databases).map(([key, database]) => [key, { ...database, tables }]),
    );
    expect(() => planPlatform({ ...config, databases }, DESTINATION_KINDS)).toThrow(
      '`pipelines.log.to.tables` must be called differently in the lake, where a `lakeName` tells them apart, got twice: tributary_small_log.notifications_sales, of salesdb.CUSTOMER and notifications.sales',
    );
  });

  test.each(['_CDC', '_row'])('on a table with a column %s', (name) => {
    const sales = SMALL.databases['sales'];
    const table = { ...TABLES.customer, columns: { ...TABLES.customer.columns, [name]: 'STRING' } };
    const databases = { sales: { ...sales, tables: { ...TABLES, customer: table } } as never };
    expect(() => planPlatform({ ...withPipeline(changesOf(['customer'])), databases }, DESTINATION_KINDS)).toThrow(
      `\`pipelines.log.to\` must be of tables without columns _row and _cdc, by which rows say what they are, got: customer.${name}`,
    );
  });
});
