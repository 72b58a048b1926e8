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

test('a table is captured by its own name only, whatever characters it has', () => {
  const { config } = mysqlCdc({
    ...INPUTS,
    datasets: [{ source: 'orders', schema: 'shop', table: 'Ä$1-b,c', keyColumns: ['ID'], columns: { ID: 'BIGINT' } }],
  });
  expect(config['table.include.list']).toBe(String.raw`(?-i)shop\.Ä\$1\-b\,c`);
});
