import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { topicName } from '../../connectors/dataset';
import { type EpochBegin, epochProblems } from '../../connectors/epochs';
import { replicationParameters } from '../../lib/source/replication-parameters';
import { runtimePaths } from '../../local/paths';
import { Supervisor } from '../../local/processes/supervisor';
import type { TopicRecord } from '../../local/proofs/topic-reader';
import { DATASETS } from '../fixtures/datasets';
import { Capture } from '../support/capture';
import { MYSQL_CAPTURE, type MysqlCapture } from '../support/mysql-capture';
import { caughtUp, play, promote, replicate, select, serverUuid, untilUnread } from '../support/mysql-replication';
import { type MysqlServer, startMysqlServer } from '../support/mysql-server';
import { UpsertProcess } from '../support/upsert-process';
import { UpsertedTable } from '../support/upserted-table';

const ROOT = resolve(__dirname, '..', '..');
const CUSTOMER = { ...DATASETS.customer, partitions: 3 };
const TOPIC = topicName(CUSTOMER);
const CDC_USER = { username: 'cdc', password: 'Cdc-pa55_word' };
/** Its objects come to the archive after the others': each partition has its own. */
const LATE_PARTITION = 1;
/** More than the replica's log has files when it is promoted. */
const LOG_FILES = 12;
/** Longer than it takes to build the connector's archive. */
jest.setTimeout(600_000);

const TABLES = [
  'CREATE DATABASE salesdb',
  'CREATE TABLE salesdb.heartbeat (id INT PRIMARY KEY, beat_at TIMESTAMP(6) NULL)',
  'INSERT INTO salesdb.heartbeat VALUES (1, NULL)',
  'CREATE TABLE salesdb.CUSTOMER (CUST_ID BIGINT PRIMARY KEY, NAME VARCHAR(40), MKTSEGMENT VARCHAR(40))',
  `INSERT INTO salesdb.CUSTOMER VALUES ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => `(${id}, 'read', 'm')`).join(', ')}`,
  `CREATE USER '${CDC_USER.username}'@'%' IDENTIFIED BY '${CDC_USER.password}'`,
  `GRANT SELECT, UPDATE, RELOAD, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '${CDC_USER.username}'@'%'`,
];
const ROWS = 'SELECT CUST_ID, NAME, MKTSEGMENT FROM salesdb.CUSTOMER ORDER BY CUST_ID';
const OF_PRIMARY = [
  `UPDATE salesdb.CUSTOMER SET NAME = 'primary' WHERE CUST_ID IN (1, 4)`,
  'DELETE FROM salesdb.CUSTOMER WHERE CUST_ID = 2',
  `INSERT INTO salesdb.CUSTOMER VALUES (10, 'primary', 'm')`,
];
const THROUGH_REPLICA = [`UPDATE salesdb.CUSTOMER SET NAME = 'primary, late' WHERE CUST_ID = 3`];
const OF_PROMOTED = [
  `UPDATE salesdb.CUSTOMER SET NAME = 'promoted' WHERE CUST_ID IN (1, 4, 7)`,
  'DELETE FROM salesdb.CUSTOMER WHERE CUST_ID = 5',
  `INSERT INTO salesdb.CUSTOMER VALUES (2, 'promoted', 'm'), (11, 'promoted', 'm')`,
];

/** Records of what was read, and of what was written before and since the promotion; a delete is two. */
const READ = 9;
const WRITTEN_BEFORE = 5;
const WRITTEN_SINCE = 8;

interface Event {
  readonly op: string;
  readonly before: { readonly CUST_ID: number } | null;
  readonly after: { readonly CUST_ID: number } | null;
  /** The server that made the change, and the log that it was read from. */
  readonly source: { readonly server_id: number; readonly gtid: string | null; readonly file: string };
}

const folder = mkdtempSync(join(tmpdir(), 'tributary-promotion-'));
const supervisor = new Supervisor('promotion', folder);
const runtime = runtimePaths(join(ROOT, '.runtime'), process.env);
let primary: MysqlServer;
let replica: MysqlServer;
let capture: MysqlCapture;
let upsert: UpsertProcess;
let uuids: { primary: string; replica: string };
/** Records of the topic while the primary was captured, and since. */
let before: readonly TopicRecord[];
let since: readonly TopicRecord[];
/** What the primary had when the connector had read all of it, and what the promoted server has. */
let rows: { before: unknown[]; since: unknown[] };

beforeAll(async () => {
  const directory = join(folder, 'data');
  mkdirSync(directory);
  upsert = new UpsertProcess(runtime, directory);
  const server = (id: number): Promise<MysqlServer> =>
    startMysqlServer({ ...replicationParameters('mysql'), 'server-id': String(id) });
  const inputs = {
    name: 'tributary-test-source',
    topicPrefix: CUSTOMER.source,
    serverId: 5501,
    datasets: [CUSTOMER],
    heartbeatTable: 'salesdb.heartbeat',
  };
  [primary, replica, capture] = await Promise.all([
    server(101),
    server(202),
    Capture.start(MYSQL_CAPTURE, inputs, CDC_USER, { supervisor, runtime, directory }),
  ]);
  uuids = { primary: await serverUuid(primary), replica: await serverUuid(replica) };
  await replicate(primary, replica);
  await play(primary, [...TABLES, ...Array<string>(LOG_FILES).fill('FLUSH BINARY LOGS')]);
  await capture.follow(primary);
  await capture.records(TOPIC, READ);
  await play(primary, OF_PRIMARY);
  before = await capture.records(TOPIC, READ + WRITTEN_BEFORE);
  const rowsBefore = await select(primary, ROWS);
  await capture.stop();
  await untilUnread(primary, CDC_USER.username, 'UPDATE salesdb.heartbeat SET beat_at = CURRENT_TIMESTAMP(6)');

  await play(primary, THROUGH_REPLICA);
  await caughtUp(primary, replica);
  await promote(replica);
  await primary.stop();
  await play(replica, OF_PROMOTED);
  await capture.follow(replica);
  since = (await capture.records(TOPIC, before.length + WRITTEN_SINCE)).filter(
    (record) => !before.some(isSame(record)),
  );
  rows = { before: rowsBefore, since: await select(replica, ROWS) };
});

afterAll(async () => {
  upsert?.end();
  await capture?.end();
  await supervisor.stopAll();
  await Promise.all([primary?.stop(), replica?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

test('the connector goes on by GTID, and nothing is lost, repeated or read anew', () => {
  const told = (records: readonly TopicRecord[]): string[] =>
    records
      .flatMap((record) => eventOf(record) ?? [])
      .map(({ op, before, after }) => `${op} ${(after ?? before)?.CUST_ID}`)
      .sort();
  const read = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) => `r ${id}`);
  expect(told(before)).toEqual(['c 10', 'd 2', ...read, 'u 1', 'u 4']);
  expect(told(since)).toEqual(['c 11', 'c 2', 'd 5', 'u 1', 'u 3', 'u 4', 'u 7']);
});

test('a place in the new log is lower; a change of the old primary has it, too, beside its own identity', () => {
  const places = (records: readonly TopicRecord[]): unknown[][] => {
    const changes = records.flatMap((record) => eventOf(record) ?? []).filter(({ op }) => op !== 'r');
    return changes.map(({ after, before, source: { server_id, gtid, file } }) => [
      (after ?? before)?.CUST_ID,
      server_id,
      gtid?.split(':')[0],
      file,
    ]);
  };
  const old = [101, uuids.primary, 'binlog.000013'];
  expect(places(before)).toEqual([2, 4, 1, 10].map((id) => [id, ...old]));
  const promoted = [202, uuids.replica, 'binlog.000001'];
  expect(places(since)).toEqual([
    ...[7, 2, 4].map((id) => [id, ...promoted]),
    [3, 101, uuids.primary, 'binlog.000001'],
    ...[1, 5, 11].map((id) => [id, ...promoted]),
  ]);
});

describe('the upsert job', () => {
  let table: UpsertedTable;
  /** As its error says it. */
  let epochs: readonly EpochBegin[];

  test('makes the table of the primary', async () => {
    table = new UpsertedTable(upsert, folder, CUSTOMER);
    table.archive(before);
    expect(await table.run()).toBeUndefined();
    expect((await table.rows()).map(ofSource)).toEqual(rows.before);
  });

  test('stops at the promoted server, writes nothing, and says what to declare', async () => {
    table.archive(since.filter(({ partition }) => partition !== LATE_PARTITION));
    const files = table.files();
    const error = await table.run();
    expect(error).toContain(uuids.replica);
    for (const partition of [0, 2])
      expect(error).toContain(`partition ${partition} at offset ${firstSince(partition)}`);
    epochs = declared(error);
    expect(epochs).toEqual([{ 0: firstSince(0), 2: firstSince(2) }]);
    expect(table.files()).toEqual(files);
    expect((await table.rows()).map(ofSource)).toEqual(rows.before);
  });

  test('goes on once that is declared, until the new log has come to one more partition', async () => {
    expect(await table.run({ epochs })).toBeUndefined();
    table.archive(since.filter(({ partition }) => partition === LATE_PARTITION));
    const error = await table.run({ epochs });
    expect(error).toContain(`partition ${LATE_PARTITION} at offset ${firstSince(LATE_PARTITION)}`);
    epochs = declared(error);
  });

  test('has the rows of the promoted server once that is declared as well', async () => {
    expect(await table.run({ epochs })).toBeUndefined();
    expect((await table.rows()).map(ofSource)).toEqual(rows.since);
  });

  test('makes the same table of the whole archive', async () => {
    const rebuilt = new UpsertedTable(upsert, folder, CUSTOMER, join(folder, 'rebuilt'));
    expect(await rebuilt.run({ epochs })).toBeUndefined();
    expect(await rebuilt.rows()).toEqual(await table.rows());
  });
});

/** What an error tells to declare, which a configuration takes as it stands. */
function declared(error: string | undefined): readonly EpochBegin[] {
  const epochs = JSON.parse(/`epochs: (\[.*\])`/.exec(error ?? '')?.[1] ?? 'null') as readonly EpochBegin[];
  expect(epochProblems('epochs', epochs, CUSTOMER.partitions)).toEqual([]);
  return epochs;
}

function firstSince(partition: number): number | undefined {
  return since.find((record) => record.partition === partition)?.offset;
}

/** A row of the table as the source has it. */
function ofSource({ CUST_ID, NAME, MKTSEGMENT }: Record<string, unknown>): Record<string, unknown> {
  return { CUST_ID, NAME, MKTSEGMENT };
}

function isSame(record: TopicRecord): (other: TopicRecord) => boolean {
  return ({ partition, offset }) => partition === record.partition && offset === record.offset;
}

/** Undefined for a tombstone. */
function eventOf({ value }: TopicRecord): Event | undefined {
  return value === null ? undefined : (JSON.parse(value) as Event);
}
