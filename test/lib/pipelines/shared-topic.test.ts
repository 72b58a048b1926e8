import type { DatabaseCapture, TableSelection } from '../../../lib/config/capture';
import type { EnvironmentConfig, PipelineConfig } from '../../../lib/config/environment';
import { archive } from '../../../lib/pipelines/archive';
import { delta } from '../../../lib/pipelines/delta';
import { dynamodb } from '../../../lib/pipelines/dynamodb';
import { type IcebergOptions, iceberg } from '../../../lib/pipelines/iceberg';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { redshift } from '../../../lib/pipelines/redshift';
import {
  ARCHIVE_OPTIONS,
  DELTA_OPTIONS,
  DYNAMODB_OPTIONS,
  ICEBERG_OPTIONS,
  PLACES,
  REDSHIFT_OPTIONS,
  SMALL,
} from '../../fixtures/environments';
import { type Resource, synthesize, type Template } from '../../support/platform';

function environment(
  to: PipelineConfig['to'],
  tables: TableSelection,
  undeclaredTables: 'leave' | 'capture',
): EnvironmentConfig {
  const sales = SMALL.captures['sales'] as DatabaseCapture;
  return {
    ...SMALL,
    captures: { sales: { ...sales, sharedTopic: { partitions: 3, undeclaredTables } } },
    pipelines: { log: { from: 'sales', tables, to } },
    serving: { athena: { ...SMALL.serving.athena, queriedTables: {} } },
  };
}

function sink(
  tables: TableSelection,
  options: Partial<IcebergOptions> = {},
  undeclaredTables: 'leave' | 'capture' = 'leave',
): Readonly<Record<string, string>> {
  const config = environment(iceberg({ ...ICEBERG_OPTIONS, ...options }), tables, undeclaredTables);
  return planPlatform(config, DESTINATION_KINDS).pipelines[0]?.plan.connectors(PLACES)[0]?.config ?? {};
}

test('all its tables go to a log each, and those that nobody declared are refused', () => {
  const config = sink('all');
  expect(config).toMatchObject({
    topics: 'sales.all_records,notifications.sales',
    'iceberg.tables.dynamic-enabled': 'true',
    'iceberg.tables.route-field': '_row.target',
    'transforms.rows.topic.sales.salesdb.CUSTOMER.table': 'tributary_small_log.salesdb_customer',
  });
  expect(Object.keys(config).filter((key) => key.includes('undeclared'))).toEqual([]);
});

test('or are made as they come up', () => {
  expect(sink('all', { undeclaredTables: 'text' }, 'capture')).toMatchObject({
    'transforms.rows.undeclared.tables': 'tributary_small_log.${schema}_${table}',
  });
});

test('some go to a log each, by the pattern of its name, and the others nowhere', () => {
  expect(sink(['customer'], {}, 'capture')).toMatchObject({
    'iceberg.tables': 'tributary_small_log.salesdb_customer,tributary_small_log.notifications_sales',
    'iceberg.table.tributary_small_log.salesdb_customer.route-regex': String.raw`tributary_small_log\.salesdb_customer`,
    'iceberg.table.tributary_small_log.notifications_sales.route-regex': String.raw`tributary_small_log\.notifications_sales`,
    'iceberg.tables.route-field': '_row.target',
    'transforms.rows.undeclared.records': 'leave',
  });
});

test('some may be there already, and stay as they are', () => {
  expect(sink(['customer'], { evolution: 'none' })['iceberg.tables.auto-create-enabled']).toBe('false');
});

test('what comes up in its schemas is captured and looked at, but for the table of the platform', () => {
  const stacks = synthesize(environment(iceberg(ICEBERG_OPTIONS), 'all', 'capture'));
  const resources: Resource[] = stacks
    .filter(({ stackName }) => stackName === 'Tributary-small-Capture-sales')
    .flatMap(({ template }) => Object.values((template as Template).Resources));
  const ofType = (type: string) => resources.find(({ Type }) => Type === type)?.Properties;
  expect(ofType('AWS::KafkaConnect::Connector')?.['ConnectorConfiguration']).toMatchObject({
    'transforms.reroute.topic.replacement': 'sales.all_records',
    'table.include.list': expect.stringContaining(String.raw`(?-i)salesdb\.(?!(?:debezium_heartbeat)$)[A-Za-z0-9_]+`),
  });
  const looked = '[{"schema":"salesdb","except":["debezium_heartbeat"]}]';
  expect(ofType('Custom::DatabaseBootstrap')?.['UndeclaredTables']).toBe(looked);
  expect(JSON.stringify(ofType('AWS::Scheduler::Schedule'))).toContain('UndeclaredTables');
  const topics = stacks
    .filter(({ stackName }) => stackName.includes('Topics-sales'))
    .flatMap(({ template }) => Object.values((template as Template).Resources))
    .map(({ Properties }) => Properties?.['TopicName'])
    .filter((name) => String(name).startsWith('sales.'));
  expect(topics).toEqual(['sales.all_records']);
});

describe('fails', () => {
  test.each([
    ['archive', archive(ARCHIVE_OPTIONS)],
    ['delta', delta({ ...DELTA_OPTIONS, mode: 'streaming' })],
    ['dynamodb', dynamodb(DYNAMODB_OPTIONS)],
    ['redshift', redshift(REDSHIFT_OPTIONS)],
  ])('for %s, which tells tables apart by their topics', (kind, to) => {
    expect(() => planPlatform(environment(to, 'all', 'leave'), DESTINATION_KINDS)).toThrow(
      `\`pipelines.log.from\` must be a capture whose tables have topics of their own, for ${kind} tells tables apart by these, got: sales, with sales.all_records`,
    );
  });

  test('for undeclared tables that nobody captures', () => {
    expect(() => sink('all', { undeclaredTables: 'text' })).toThrow(
      "`pipelines.log.to.undeclaredTables` must be refuse, for sales captures none: `sharedTopic` with `undeclaredTables: 'capture'` would, got: text",
    );
  });

  test('for undeclared tables beside those that are named', () => {
    expect(() => sink(['customer'], { undeclaredTables: 'text' }, 'capture')).toThrow(
      '`pipelines.log.to.undeclaredTables` must be refuse where `tables` names those that are wanted, got: text',
    );
  });
});
