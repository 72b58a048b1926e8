import { type MysqlCdcInputs, mysqlCdc } from '../../../connectors/sources/mysql-cdc';

const INPUTS: MysqlCdcInputs = {
  name: 'orders-cdc',
  topicPrefix: 'orders',
  region: 'eu-west-1',
  hostname: 'db.example',
  port: '3306',
  secretName: 'CdcSecret-AbCdEfGh1234',
  serverId: 7,
  datasets: [
    { source: 'orders', schema: 'shop', table: 'ORDERS', keyColumns: ['ID'], columns: { ID: 'BIGINT' }, partitions: 3 },
    { source: 'orders', schema: 'shop', table: 'ITEMS', keyColumns: ['ID'], columns: { ID: 'BIGINT' } },
  ],
  bootstrapServers: 'b-1.example:9098',
  heartbeatTable: 'shop.debezium_heartbeat',
  capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
  retentionMs: 1_000,
  maxEventBytes: 8_388_608,
};

test('the whole connector with defaults', () => {
  expect(mysqlCdc(INPUTS)).toMatchSnapshot();
});

test('every choice can be made otherwise', () => {
  const { config } = mysqlCdc({
    ...INPUTS,
    snapshot: 'no_data',
    decimals: 'precise',
    truncates: 'drop',
    heartbeatIntervalMs: 1,
    maxBatchSize: 10,
    maxRetries: 2,
    statements: [
      { statement: 'ALTER TABLE t ADD vector INT', readAs: 'ALTER TABLE t ADD `vector` INT' },
      { statement: 'ALTER TABLE t NEW_OPTION', readAs: '' },
    ],
  });
  expect(config).toMatchObject({
    'snapshot.mode': 'no_data',
    'decimal.handling.mode': 'precise',
    'skipped.operations': 't',
    'heartbeat.interval.ms': '1',
    'max.batch.size': '10',
    'max.queue.size': '40',
    'errors.max.retries': '2',
    'statements.0.text': 'ALTER TABLE t ADD vector INT',
    'statements.0.read.as': 'ALTER TABLE t ADD `vector` INT',
    'statements.1.text': 'ALTER TABLE t NEW_OPTION',
    'statements.1.read.as': '',
  });
});

test('the changes of all tables go to one topic, of tables that nobody declared as well', () => {
  const { config, produces, topics } = mysqlCdc({
    ...INPUTS,
    sharedTopic: { partitions: 6 },
    undeclaredTables: [
      { schema: 'shop', except: ['debezium_heartbeat', 'a,b'] },
      { schema: 'x y', except: [] },
    ],
  });
  expect(config['table.include.list']).toBe(
    [
      String.raw`(?-i)shop\.ORDERS`,
      String.raw`(?-i)shop\.ITEMS`,
      String.raw`(?-i)shop\.(?!(?:debezium_heartbeat|a\,b)$)[A-Za-z0-9_]+`,
      String.raw`(?-i)x\ y\.[A-Za-z0-9_]+`,
    ].join(','),
  );
  expect(produces).toEqual(['orders', '__debezium-heartbeat.orders', 'notifications.orders', 'orders.all_records']);
  expect(topics.find(({ name }) => name === 'orders.all_records')).toEqual({
    name: 'orders.all_records',
    partitions: 6,
    config: { 'cleanup.policy': 'delete', 'retention.ms': '1000' },
  });
  const pattern = new RegExp(`^(?:${config['transforms.reroute.topic.regex']})$`);
  const names = ['orders.shop.ITEMS', 'orders.all_records', ...produces, 'ordersXshop.ITEMS', 'all.orders.shop.ITEMS'];
  expect(names.filter((name) => pattern.test(name))).toEqual(['orders.shop.ITEMS']);
});

test('a table is captured by its own name only, whatever characters it has', () => {
  const { config } = mysqlCdc({
    ...INPUTS,
    datasets: [{ source: 'orders', schema: 'shop', table: 'Ä$1-b,c', keyColumns: ['ID'], columns: { ID: 'BIGINT' } }],
  });
  expect(config['table.include.list']).toBe(String.raw`(?-i)shop\.Ä\$1\-b\,c`);
});
