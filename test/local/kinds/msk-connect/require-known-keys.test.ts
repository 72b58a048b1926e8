import { requireKnownKeys } from '../../../../local/kinds/msk-connect/require-known-keys';

const DEFINITIONS: Record<string, string[]> = {
  Source: ['connector.class', 'tasks.max', 'key.converter', 'transforms', 'table.include.list'],
  Json: ['schemas.enable'],
  Insert: ['static.field'],
};
const worker = { name: 'connect-c', url: 'http://127.0.0.1:1' } as Parameters<typeof requireKnownKeys>[0];
const config = {
  'connector.class': 'Source',
  'tasks.max': '1',
  'key.converter': 'Json',
  'key.converter.schemas.enable': 'false',
  transforms: 'note',
  'transforms.note.type': 'Insert',
  'transforms.note.static.field': 'x',
  'producer.override.acks': 'all',
  'schema.history.internal.kafka.topic': 'h',
  'statements.0.text': 'ALTER TABLE t ADD vector INT',
  'statements.0.read.as': '',
  'topic.salesdb.salesdb.SALES_ORDER.hash': 'value.ORDER_ID',
  'iceberg.kafka.security.protocol': 'SASL_SSL',
  'iceberg.tables.auto-create-props.format-version': '2',
  'iceberg.table.lake.salesdb_customer.partition-by': 'bucket(CUST_ID,16)',
  'transforms.rows.topic.salesdb.salesdb.CUSTOMER.zero.dates': 'null',
  'transforms.rows.topic.notifications.salesdb.envelope': 'none',
};

beforeEach(() => {
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
    const names = DEFINITIONS[String(url).split('/')[4] ?? ''];
    return names === undefined
      ? new Response('not found', { status: 404 })
      : new Response(JSON.stringify(names.map((name) => ({ name }))));
  });
});

afterEach(() => jest.restoreAllMocks());

test('accepts keys of the connector, its converters, its transforms and its clients', async () => {
  await expect(requireKnownKeys(worker, 'c', config)).resolves.toBeUndefined();
});

test.each([
  ['the connector', 'table.include.lst'],
  ['a converter', 'key.converter.schema.enable'],
  ['a transform', 'transforms.note.static.feld'],
  ['a converter that is not configured', 'value.converter.schemas.enable'],
  ['the schema history', 'schema.history.internal.kafka.tpic'],
  ['our connector', 'statements.0.read.at'],
  ['the Iceberg sink', 'iceberg.table.lake.salesdb_customer.partitions-by'],
  ['our transform before it', 'transforms.rows.topic.salesdb.salesdb.CUSTOMER.zero.date'],
  ['our sink', 'topic.salesdb.salesdb.SALES_ORDER.hsh'],
])('fails for a key that %s does not define', async (_, key) => {
  await expect(requireKnownKeys(worker, 'c', { ...config, [key]: 'x' })).rejects.toThrow(
    `connector c: nothing that it runs defines ${key}`,
  );
});

test('fails for a class that the worker does not have', async () => {
  await expect(requireKnownKeys(worker, 'c', { ...config, 'key.converter': 'Avro' })).rejects.toThrow(
    'connect-c has no plugin Avro (404)',
  );
});
