import { allRecordsTopic, type Dataset, notificationsTopic } from '../../../connectors/dataset';
import type { TopicRecord } from '../../../local/proofs/topic-reader';
import { privilegedClient } from '../../../local/servers/kafka-client';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedServer } from '../../support/captured-server';
import type { MysqlCapture } from '../../support/mysql-capture';
import { play } from '../../support/mysql-replication';
import type { MysqlServer } from '../../support/mysql-server';

jest.setTimeout(90_000);

const PREFIX = 'sales-all';
const TOPIC = allRecordsTopic(PREFIX);

const dataset = (table: string): Dataset => ({
  source: PREFIX,
  schema: 'salesdb',
  table,
  keyColumns: ['id'],
  columns: { id: 'INT' },
});
const create = (table: string): string => `CREATE TABLE salesdb.\`${table}\` (id INT PRIMARY KEY, name VARCHAR(9))`;
const insert = (table: string, id: number): string => `INSERT INTO salesdb.\`${table}\` VALUES (${id}, 'a')`;

const captured = new CapturedServer('shared-topic');
let server: MysqlServer;
let capture: MysqlCapture;

beforeAll(async () => {
  const tables = ['order-items', 'CUSTOMER', 'Undeclared_1', 'elsewhere', 'odd-name'];
  ({ server, capture } = await captured.start({
    topicPrefix: PREFIX,
    datasets: ['order-items', 'CUSTOMER'].map(dataset),
    sharedTopic: { partitions: 3 },
    undeclaredTables: [{ schema: 'salesdb', except: ['order-items', 'CUSTOMER', 'elsewhere', 'heartbeat'] }],
    statements: [
      'CREATE DATABASE salesdb',
      ...tables.flatMap((table) => [create(table), insert(table, 1)]),
      'CREATE DATABASE other',
      'CREATE TABLE other.CUSTOMER (id INT PRIMARY KEY)',
      'INSERT INTO other.CUSTOMER VALUES (1)',
    ],
  }));
  await capture.follow(server);
  await capture.records(TOPIC, 3);
}, START_MILLISECONDS);

afterAll(() => captured.end());

test('changes of all tables are in one topic, each row of each table in order and with a key of its own', async () => {
  await play(server, [
    insert('CUSTOMER', 2),
    insert('order-items', 2),
    "UPDATE salesdb.CUSTOMER SET name = 'b' WHERE id = 2",
    'DELETE FROM salesdb.CUSTOMER WHERE id = 2',
    insert('elsewhere', 2),
    insert('odd-name', 2),
    'INSERT INTO other.CUSTOMER VALUES (2)',
    // One that comes up, with rows that nothing but the log has.
    create('ADDED'),
    insert('ADDED', 2),
    create('odd added'),
    insert('odd added', 2),
    'TRUNCATE TABLE salesdb.ADDED',
    insert('ADDED', 3),
  ]);
  const records = await capture.records(TOPIC, 11);
  const key = (id: number, table: string): string =>
    `{"id":${id},"__dbz__physicalTableIdentifier":"${PREFIX}.salesdb.${table}"}`;
  const byKey = new Map<string | null, TopicRecord[]>();
  for (const record of records) byKey.set(record.key, [...(byKey.get(record.key) ?? []), record]);
  expect(new Map([...byKey].map(([each, own]) => [each, own.map(told)]))).toEqual(
    new Map([
      [key(1, 'order-items'), ['order-items r 1']],
      [key(1, 'CUSTOMER'), ['CUSTOMER r 1']],
      [key(1, 'Undeclared_1'), ['Undeclared_1 r 1']],
      [key(2, 'CUSTOMER'), ['CUSTOMER c 2', 'CUSTOMER u 2', 'CUSTOMER d 2', 'tombstone']],
      [key(2, 'order-items'), ['order-items c 2']],
      [key(2, 'ADDED'), ['ADDED c 2']],
      [null, ['ADDED t']],
      [key(3, 'ADDED'), ['ADDED c 3']],
    ]),
  );
  for (const own of byKey.values()) expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
});

test('what the connector writes besides stays where it was', async () => {
  const [heartbeats, notifications, definitions] = await Promise.all([
    capture.records(`__debezium-heartbeat.${PREFIX}`, 1),
    capture.records(notificationsTopic(PREFIX), 1),
    capture.records(PREFIX, 1),
  ]);
  expect(heartbeats[0]?.value).toContain('ts_ms');
  expect(notifications[0]?.value).toContain('Initial Snapshot');
  expect(definitions[0]?.value).toContain('ddl');
  const admin = privilegedClient(capture.kafka).admin();
  await admin.connect();
  const topics = await admin.listTopics().finally(() => admin.disconnect());
  expect(topics.filter((topic) => topic.startsWith(`${PREFIX}.`))).toEqual([TOPIC]);
});

function told({ value }: TopicRecord): string {
  if (value === null) return 'tombstone';
  const { op, before, after, source } = JSON.parse(value);
  return [source.table, op, (after ?? before)?.id].filter((part) => part !== undefined).join(' ');
}
