import {
  type IcebergTable,
  type IcebergTablesInputs,
  icebergTables,
  TARGET_FIELD,
} from '../../../connectors/sinks/iceberg-tables';
import { notificationsDataset } from '../../../connectors/sources/debezium-topics';
import { ordersDataset } from '../../../connectors/sources/generated-orders';
import { icebergSink, isIcebergSink } from '../../../local/model/iceberg-sink';
import { CHANGES } from '../../fixtures/iceberg';

const INPUTS: IcebergTablesInputs = {
  ...CHANGES,
  tables: [{ dataset: ordersDataset('orders'), partitionBy: [] }],
  flatten: true,
};
const configOf = (inputs: Partial<IcebergTablesInputs> = {}) => icebergTables({ ...INPUTS, ...inputs }).config;

test('a sink is known by its class', () => {
  expect([isIcebergSink(configOf()), isIcebergSink({ 'connector.class': 'x' }), isIcebergSink({})]).toEqual([
    true,
    false,
    false,
  ]);
});

test('events that are made flat, and their declared columns', () => {
  const { tables, ...rest } = icebergSink(configOf());
  expect(rest).toEqual({ enveloped: false, delimiter: '_', undeclared: 'refuse' });
  expect(tables).toEqual([
    expect.objectContaining({ topic: 'orders', enveloped: false, database: 'lake', name: 'generated_orders' }),
  ]);
  expect(tables[0]?.columns[0]).toEqual({ name: 'ordertime', type: 'BIGINT', sources: ['ordertime'] });
});

test('changes of several tables, with every name that a source has for a column', () => {
  const table = (name: string): IcebergTable => ({
    partitionBy: [],
    dataset: {
      source: 'shop',
      schema: 's.x',
      table: name,
      keyColumns: ['ID'],
      columns: { ID: 'INT', SEGMENT: { type: 'STRING', from: 'MKTSEGMENT' } },
    },
  });
  const tables = [table('a'), table('b')];
  const config = configOf({ tables, routing: { kind: 'dynamic', field: TARGET_FIELD }, flatten: false });
  const sink = icebergSink(config);
  expect([sink.enveloped, sink.delimiter]).toEqual([true, undefined]);
  expect(sink.tables.map(({ topic, name }) => `${topic} ${name}`)).toEqual(['shop.s.x.a s_x_a', 'shop.s.x.b s_x_b']);
  expect(sink.tables[1]?.columns[1]).toEqual({ name: 'SEGMENT', type: 'STRING', sources: ['SEGMENT', 'MKTSEGMENT'] });
});

test('changes, and beside them what their capture tells', () => {
  const dataset = { source: 'shop', schema: 's', table: 'a', keyColumns: ['ID'], columns: { ID: 'INT' } } as const;
  const tables = [dataset, notificationsDataset('shop')].map((each) => ({ dataset: each, partitionBy: [] }));
  const sink = icebergSink(configOf({ tables, routing: { kind: 'dynamic', field: TARGET_FIELD }, flatten: false }));
  expect(sink.tables.map(({ topic, name, enveloped }) => [topic, name, enveloped])).toEqual([
    ['shop.s.a', 's_a', true],
    ['notifications.shop', 'notifications_shop', false],
  ]);
});

test('tables of a topic that holds more', () => {
  const dataset = { source: 'shop', schema: 's', table: 'a', keyColumns: ['ID'], columns: { ID: 'INT' } } as const;
  const shared = { tables: [{ dataset, partitionBy: [] }], sharedTopic: 'shop.all_records', flatten: false };
  const sinkOf = (undeclaredTables: 'text' | 'leave') => icebergSink(configOf({ ...shared, undeclaredTables }));
  expect(sinkOf('leave').undeclared).toBe('leave');
  expect(sinkOf('text').undeclared).toEqual({ format: 'lake.${schema}_${table}' });
});

test('a transform without a delimiter of its own joins by Connect’s', () => {
  const type = 'org.apache.kafka.connect.transforms.Flatten$Value';
  expect(icebergSink({ transforms: 'x, flat', 'transforms.flat.type': type })).toEqual({
    enveloped: false,
    delimiter: '.',
    undeclared: 'refuse',
    tables: [],
  });
});
