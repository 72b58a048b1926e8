import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { type Dataset, topicName } from '../../../connectors/dataset';
import { replicationParameters } from '../../../lib/source/replication-parameters';
import { runtimePaths } from '../../../local/paths';
import { Supervisor } from '../../../local/processes/supervisor';
import { Capture } from '../../support/capture';
import { play } from '../../support/mysql-replication';
import { type MysqlServer, startMysqlServer } from '../../support/mysql-server';

const ROOT = resolve(__dirname, '..', '..', '..');
const CDC_USER = { username: 'cdc', password: 'Cdc-pa55_word' };
/** Longer than it takes to build the connector's archive. */
const START_MILLISECONDS = 600_000;
jest.setTimeout(90_000);

const dataset = (schema: string, table: string): Dataset => ({
  source: 'odd',
  schema,
  table,
  keyColumns: ['id'],
  columns: { id: 'INT' },
});
const ODD = [
  ...['order-items', '2024_orders', 'sys$log', 'log@2 # größe', 'x'.repeat(64)].map((table) =>
    dataset('salesdb', table),
  ),
  dataset('sales-eu 2', 'order-items'),
];
/** Columns that MySQL works out by itself. */
const GENERATED = dataset('salesdb', 'generated');
/** With columns that nobody wants. */
const PEOPLE: Dataset = { ...dataset('salesdb', 'people'), excludedColumns: ['Card, no', 'notes$'] };
const quoted = ({ schema, table }: Dataset): string => `\`${schema}\`.\`${table}\``;

const folder = mkdtempSync(join(tmpdir(), 'tributary-odd-names-'));
const supervisor = new Supervisor('odd-names', folder);
let server: MysqlServer;
let capture: Capture;

beforeAll(async () => {
  const directory = join(folder, 'data');
  mkdirSync(directory);
  const datasets = [...ODD, GENERATED, PEOPLE];
  const inputs = {
    name: 'tributary-test-source',
    topicPrefix: 'odd',
    serverId: 5502,
    datasets,
    heartbeatTable: 'salesdb.heartbeat',
  };
  const runtime = runtimePaths(join(ROOT, '.runtime'), process.env);
  [server, capture] = await Promise.all([
    startMysqlServer(replicationParameters('mysql')),
    Capture.start(inputs, CDC_USER, { supervisor, runtime, directory }),
  ]);
  await play(server, [
    'CREATE DATABASE salesdb',
    'CREATE DATABASE `sales-eu 2`',
    'CREATE TABLE salesdb.heartbeat (id INT PRIMARY KEY, beat_at TIMESTAMP(6) NULL)',
    'INSERT INTO salesdb.heartbeat VALUES (1, NULL)',
    ...ODD.flatMap((table) => [
      `CREATE TABLE ${quoted(table)} (id INT PRIMARY KEY)`,
      `INSERT INTO ${quoted(table)} VALUES (1)`,
    ]),
    `CREATE TABLE salesdb.generated (id INT PRIMARY KEY, twice INT AS (id * 2) STORED, computed VARCHAR(9) AS (CONCAT('n', 7)) VIRTUAL,
       late INT, KEY (computed))`,
    'INSERT INTO salesdb.generated (id, late) VALUES (1, 9)',
    'CREATE TABLE salesdb.people (id INT PRIMARY KEY, name INT, `card, no` INT NOT NULL, NOTES$ TEXT, `notes` INT)',
    `INSERT INTO salesdb.people VALUES (1, 2, 3, 'secret', 4)`,
    `CREATE USER '${CDC_USER.username}'@'%' IDENTIFIED BY '${CDC_USER.password}'`,
    `GRANT SELECT, UPDATE, RELOAD, LOCK TABLES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '${CDC_USER.username}'@'%'`,
  ]);
  await capture.follow(server);
  await capture.records(topicName(GENERATED), 1);
}, START_MILLISECONDS);

afterAll(async () => {
  await capture?.end();
  await supervisor.stopAll();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a table of any name goes to the topic that is named after it, from the snapshot and from the log', async () => {
  await play(server, [
    ...ODD.flatMap((table) => [
      `INSERT INTO ${quoted(table)} VALUES (2)`,
      `ALTER TABLE ${quoted(table)} ADD COLUMN more INT NOT NULL DEFAULT 7`,
      `INSERT INTO ${quoted(table)} VALUES (3, 8)`,
    ]),
  ]);
  for (const table of ODD) {
    expect(await afterImages(table, 3)).toEqual([{ id: 1 }, { id: 2 }, { id: 3, more: 8 }]);
  }
});

test('columns that MySQL works out are told by the log as by the snapshot', async () => {
  await play(server, ['INSERT INTO salesdb.generated (id, late) VALUES (2, 9)']);
  expect(await afterImages(GENERATED, 2)).toEqual([
    { id: 1, twice: 2, computed: 'n7', late: 9 },
    { id: 2, twice: 4, computed: 'n7', late: 9 },
  ]);
});

test('a column that is excluded is in no event, of the snapshot or of the log, and others like it are', async () => {
  await play(server, [
    `INSERT INTO salesdb.people VALUES (2, 2, 3, 'secret', 4)`,
    'ALTER TABLE salesdb.people ADD COLUMN more INT NULL FIRST',
    `INSERT INTO salesdb.people VALUES (5, 3, 2, 3, 'secret', 4)`,
  ]);
  expect(await afterImages(PEOPLE, 3)).toEqual([
    { id: 1, name: 2, notes: 4 },
    { id: 2, name: 2, notes: 4 },
    { more: 5, id: 3, name: 2, notes: 4 },
  ]);
});

async function afterImages(table: Dataset, count: number): Promise<unknown[]> {
  const records = await capture.records(topicName(table), count);
  return records.map(({ value }) => (JSON.parse(value ?? '') as { after: unknown }).after);
}
