import { icebergTableProblems } from '../../../connectors/sinks/iceberg-problems';
import { icebergTables, TARGET_FIELD } from '../../../connectors/sinks/iceberg-tables';
import { notificationsDataset } from '../../../connectors/sources/debezium-topics';
import { CHANGES, EVENTS, TWO } from '../../fixtures/iceberg';

test('renders the whole specification', () => {
  expect(icebergTables(CHANGES)).toMatchSnapshot();
  expect(icebergTableProblems('to', CHANGES)).toEqual([]);
});

describe('its forms', () => {
  test('many tables, each where a field of the row says', () => {
    const inputs = { ...CHANGES, tables: TWO, routing: { kind: 'dynamic', field: TARGET_FIELD } } as const;
    const { config } = icebergTables(inputs);
    expect(config).toMatchObject({
      topics: 'salesdb.salesdb.CUSTOMER,salesdb.salesdb.SALES_ORDER',
      'iceberg.tables.dynamic-enabled': 'true',
      'iceberg.tables.route-field': '_row.target',
    });
    expect(config['iceberg.tables']).toBeUndefined();
    expect(icebergTableProblems('to', inputs)).toEqual([]);
  });

  test('changes of a topic that they share, and beside them events of their own', () => {
    const inputs = {
      ...CHANGES,
      sharedTopic: 'shop.all_records',
      tables: [...TWO, { dataset: notificationsDataset('salesdb'), partitionBy: [] }],
      routing: { kind: 'dynamic', field: TARGET_FIELD },
    } as const;
    const spec = icebergTables(inputs);
    expect(spec.consumes).toEqual(['shop.all_records', 'notifications.salesdb']);
    expect(spec.config).toMatchObject({
      'transforms.rows.envelope': 'debezium',
      'transforms.rows.topic.notifications.salesdb.envelope': 'none',
      'transforms.rows.topic.notifications.salesdb.table': 'lake.notifications_salesdb',
    });
    expect(Object.keys(spec.config).filter((key) => key.endsWith('.envelope'))).toHaveLength(2);
    expect(icebergTableProblems('to', inputs)).toEqual([]);
  });

  test('events by themselves, without an envelope', () => {
    const { config } = icebergTables(EVENTS);
    expect(config).toMatchObject({
      transforms: 'flatten,rows',
      'transforms.rows.envelope': 'none',
      'transforms.rows.topic.orders.table': 'lake.generated_orders',
      'iceberg.tables': 'lake.generated_orders',
    });
    expect(icebergTableProblems('to', EVENTS)).toEqual([]);
  });
});

test('tables are neither made nor changed where that is not wanted', () => {
  expect(icebergTables({ ...CHANGES, evolution: 'none' }).config).toMatchObject({
    'iceberg.tables.auto-create-enabled': 'false',
    'iceberg.tables.evolve-schema-enabled': 'false',
  });
  expect(icebergTables({ ...CHANGES, evolution: 'evolve' }).config).toMatchObject({
    'iceberg.tables.auto-create-enabled': 'false',
    'iceberg.tables.evolve-schema-enabled': 'true',
  });
});

test('writers have the properties that they are given, and the sink its further keys', () => {
  const { config } = icebergTables({
    ...CHANGES,
    writeProperties: { 'write.target-file-size-bytes': '134217728' },
    settings: { 'iceberg.control.commit.timeout-ms': '60000' },
  });
  expect(config).toMatchObject({
    'iceberg.tables.write-props.write.target-file-size-bytes': '134217728',
    'iceberg.control.commit.timeout-ms': '60000',
  });
});

test('what tasks agree by is of one connector, in order, and for ever', () => {
  const [one, other] = ['a', 'a-b'].map((name) => icebergTables({ ...CHANGES, name }));
  expect(one?.topics).toContainEqual({
    name: 'iceberg-control.a',
    partitions: 1,
    config: { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' },
  });
  const prefixes = (spec = one) => [
    ...(spec?.ownClients.groupPrefixes ?? []),
    ...(spec?.ownClients.transactionalIdPrefixes ?? []),
  ];
  for (const prefix of prefixes(other)) {
    expect(prefixes(one).filter((beginning) => prefix.startsWith(beginning))).toEqual([]);
  }
});
