import { Duration } from 'aws-cdk-lib';
import type { Dataset, Table } from '../../../connectors/dataset';
import type { EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { tablesWith } from '../../../lib/config/tables-with';
import { archive } from '../../../lib/pipelines/archive';
import { delta } from '../../../lib/pipelines/delta';
import { type DynamoDbOptions, dynamodb } from '../../../lib/pipelines/dynamodb';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { type PlatformPlan, planPlatform } from '../../../lib/pipelines/platform-plan';
import { TABLES } from '../../fixtures/datasets';
import { ARCHIVE_OPTIONS, DELTA_OPTIONS, DYNAMODB_OPTIONS, ORDERS, PLACES, SMALL } from '../../fixtures/environments';
import { type Resource, synthesize, type Template } from '../../support/platform';

function items(changes: Partial<DynamoDbOptions>, pipeline: Partial<PipelineConfig> = {}): PipelineConfig {
  return { from: 'sales', tables: ['salesOrder'], to: dynamodb({ ...DYNAMODB_OPTIONS, ...changes }), ...pipeline };
}

function withPipelines(pipelines: Record<string, PipelineConfig>, table?: Partial<Table>): EnvironmentConfig {
  const sales = SMALL.databases['sales'] as (typeof SMALL.databases)[string];
  return {
    ...SMALL,
    databases: { sales: { ...sales, tables: table === undefined ? TABLES : tablesWith(TABLES, table) } },
    captures: { ...SMALL.captures, orders: ORDERS },
    pipelines: { ...SMALL.pipelines, ...pipelines },
  };
}

function plan(pipelines: Record<string, PipelineConfig>, table?: Partial<Table>): PlatformPlan {
  return planPlatform(withPipelines(pipelines, table), DESTINATION_KINDS);
}

function connectorConfig(pipelines: Record<string, PipelineConfig>, name: string): Readonly<Record<string, string>> {
  const found = plan(pipelines).pipelines.find(({ pipeline }) => pipeline.name === name);
  return found?.plan.connectors(PLACES)[0]?.config ?? {};
}

test('keys, names and what is said of deletes reach the connector', () => {
  const named = items({
    keys: { salesOrder: { hash: 'SITE_ID', sort: 'ORDER_ID' } },
    deletes: 'delete',
    tableNameFormat: 'live.${topic}',
  });
  expect(connectorConfig({ named }, 'named')).toMatchObject({
    'dynamodb.table.name.format': 'live.${topic}',
    'topic.sales.salesdb.SALES_ORDER.hash': 'value.SITE_ID',
    'topic.sales.salesdb.SALES_ORDER.sort': 'value.ORDER_ID',
    deletes: 'delete',
    envelope: 'debezium',
  });
  const kept = items({ tombstoneRetention: Duration.days(30) });
  expect(connectorConfig({ kept }, 'kept')).toMatchObject({
    deletes: 'tombstone',
    'tombstone.retention.ms': '2592000000',
  });
  expect(connectorConfig({ kept: items({}) }, 'kept')).toMatchObject({ 'tombstone.retention.ms': '604800000' });
});

test('generated orders are rows by themselves, and an archive takes them, too', () => {
  const live = items({ flatten: true }, { from: 'orders', tables: 'all' });
  const raw: PipelineConfig = { from: 'orders', tables: 'all', to: archive(ARCHIVE_OPTIONS) };
  expect(connectorConfig({ live }, 'live')).toMatchObject({
    envelope: 'none',
    topics: 'orders',
    transforms: 'flatten',
  });
  expect(connectorConfig({ events: raw }, 'events')).toMatchObject({ topics: 'orders' });
});

test('tables of DynamoDB have a stack that stays when the pipeline is off', () => {
  const types = (state: PipelineConfig['state']): Record<string, string[]> =>
    Object.fromEntries(
      synthesize(withPipelines({ live: items({}, { state }) }))
        .filter(({ stackName }) => stackName.endsWith('-live'))
        .map(({ stackName, template }) => [
          stackName.replace('Tributary-small-', ''),
          Object.values<Resource>((template as Template).Resources)
            .map(({ Type }) => Type)
            .filter((type) => /Table|Connector|Role$/.test(type)),
        ]),
    );
  expect(types('on')).toEqual({
    'Items-live': ['AWS::DynamoDB::Table'],
    'Pipeline-live': ['AWS::IAM::Role', 'AWS::KafkaConnect::Connector'],
  });
  expect(types('suspended')).toEqual({ 'Items-live': ['AWS::DynamoDB::Table'], 'Pipeline-live': [] });
  expect(types('off')).toEqual({ 'Items-live': ['AWS::DynamoDB::Table'] });
});

describe('fails', () => {
  test.each<[string, PipelineConfig, Partial<Table> | undefined, string]>([
    [
      'no tasks',
      items({ maxTasks: 0 }),
      undefined,
      '`pipelines.live.to.maxTasks` must be a whole number of at least 1, got: 0',
    ],
    [
      'a key of a table that it does not read',
      items({ keys: { customer: { hash: 'CUST_ID' } } }),
      undefined,
      '`pipelines.live.to.keys` must be one of salesOrder, got: customer',
    ],
    [
      'a key that is none',
      items({ keys: { salesOrder: { hash: 'ID' } } }),
      undefined,
      '`pipelines.live.to.keys.salesOrder.hash` must be a column of salesdb.SALES_ORDER',
    ],
    [
      'a name that no table can have',
      items({ tableNameFormat: 'ka fka_${topic}' }),
      undefined,
      '`pipelines.live.to.tableNameFormat` must make names of 3 to 255 letters, digits, _, - or ., got: ka fka_sales.salesdb.SALES_ORDER',
    ],
    [
      'a name that is too short',
      items({ tableNameFormat: 'ab' }),
      undefined,
      '`pipelines.live.to.tableNameFormat` must make names of 3 to 255',
    ],
    [
      'two tables of one name',
      items({ tableNameFormat: 'all' }, { tables: ['salesOrder', 'customer'] }),
      undefined,
      '`pipelines.live.to.tableNameFormat` must make tables of their own, got twice: all',
    ],
    [
      'a table that is to be emptied',
      items({}),
      { truncate: 'apply' },
      '`pipelines.live.tables` must not have `truncate` apply, for no sink can empty a table and know what came after, got: salesdb.SALES_ORDER',
    ],
    [
      'changes without their envelope',
      items({ flatten: true }),
      undefined,
      '`pipelines.live.to.flatten` must be false for changes of a database, whose rows lie in an envelope, got: true',
    ],
    [
      'deletes that stay and do not',
      items({ deletes: 'delete', tombstoneRetention: Duration.days(1) }),
      undefined,
      '`pipelines.live.to.tombstoneRetention` must be left out where `deletes` is delete, got: 86400 s',
    ],
    [
      'tombstones that stay for no time',
      items({ tombstoneRetention: Duration.seconds(0) }),
      undefined,
      '`pipelines.live.to.tombstoneRetention` must be whole seconds, at least 1, got: 0 s',
    ],
  ])('for %s', (_, live, table, message) => {
    expect(() => plan({ live }, table)).toThrow(message);
  });

  test('for two pipelines that write one table', () => {
    expect(() => plan({ live: items({}), again: items({}) })).toThrow(
      '`pipelines.again.to.tableNameFormat` must make tables that no other pipeline writes (live does), got: kafka_sales.salesdb.SALES_ORDER',
    );
  });

  test('for Delta tables of rows that are of no log', () => {
    const pipelines = {
      events: { from: 'orders', tables: 'all', to: archive(ARCHIVE_OPTIONS) },
      lake: { from: 'events', tables: 'all', to: delta(DELTA_OPTIONS) },
    } as const;
    expect(() => plan(pipelines)).toThrow(
      '`pipelines.lake.to` must be a kind that takes rows without a log, for by their places in one a table is kept, got: delta of orders',
    );
  });

  test('for more tables than one stack holds', () => {
    const tables = Object.fromEntries(
      Array.from({ length: 301 }, (_, index): [string, Dataset | Table] => [
        `t${index}`,
        { ...TABLES.customer, table: `T${index}`, group: 1 + (index % 2) },
      ]),
    );
    const config = withPipelines({ live: items({}, { tables: 'all' }) });
    const sales = config.databases['sales'] as (typeof config.databases)[string];
    const large = {
      ...config,
      databases: { sales: { ...sales, tables } },
      pipelines: { live: items({}, { tables: 'all' }) },
      serving: { athena: { ...config.serving.athena, queriedTables: {} } },
    };
    expect(() => planPlatform(large, DESTINATION_KINDS)).toThrow(
      '`pipelines.live.tables` must be at most 300, got: 301',
    );
  });
});
