import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { tableQueries } from '../../../../lib/serving/table-queries';
import { startAws } from '../../../../local/kinds/account/start-aws';
import { startTrino } from '../../../../local/kinds/athena/start-trino';
import { type RuntimePaths, runtimePaths } from '../../../../local/paths';
import { pickFreePort } from '../../../../local/processes/start-on-free-port';
import { Supervisor } from '../../../../local/processes/supervisor';
import { awsClientConfig } from '../../../../local/servers/aws-client-config';
import type { AwsServer, QueryEngine, QueryResult } from '../../../../local/servers/local-server';
import { DATASETS } from '../../../fixtures/datasets';
import { listeningAddresses } from '../../../support/listening-addresses';

const ROOT = resolve(__dirname, '..', '..', '..', '..');
const REGION = 'eu-central-1';
/** 127.0.0.1 as an IPv4 address, and mapped into IPv6. */
const LOOPBACK = /^(0100007F|0000000000000000FFFF00000100007F):/;

const runtime: RuntimePaths = runtimePaths(join(ROOT, '.runtime'), process.env);
const folder = mkdtempSync(join(tmpdir(), 'trino-'));
const supervisor = new Supervisor('trino-test', folder);
let aws: AwsServer;
let engine: QueryEngine;

async function write(script: string, ...args: string[]): Promise<void> {
  const writer = supervisor.start({
    name: script,
    command: runtime.python,
    args: [join(ROOT, 'test', 'support', `${script}.py`), ...args, aws.endpoint, REGION],
    env: { PATH: process.env.PATH, JAVA_HOME: process.env.JAVA_HOME, SPARK_LOCAL_IP: '127.0.0.1' },
    cwd: folder,
  });
  if ((await writer.ended) !== 0) throw writer.failure();
}

beforeAll(async () => {
  aws = await startAws(supervisor, runtime, pickFreePort);
  const directory = join(folder, 'data');
  mkdirSync(directory);
  const spec = { awsEndpoint: aws.endpoint, region: REGION, scanLimitBytes: undefined, directory };
  [engine] = await Promise.all([
    startTrino(supervisor, runtime, spec, pickFreePort),
    write('write-delta-table', join(folder, 'lake'), join(runtime.root, 'spark', 'lib')),
    write('write-iceberg-tables'),
  ]);
}, 300_000);

afterAll(async () => {
  await supervisor.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

test('every value and every column of a Delta table arrives, as Athena writes it', async () => {
  const { columns, rows } = await engine.query('SELECT * FROM customer ORDER BY cust_id DESC LIMIT 40', 'lake');
  expect(columns).toEqual(['cust_id', 'name', 'balance', 'born', 'updated', 'phone']);
  expect(rows).toEqual([
    ['9007199254740993', null, '-0.000000001', '1999-12-31', '1969-12-31 23:59:59.000 UTC', null],
    ['9000', 'Zoë', '1.000000000', null, null, '+43 1'],
    ['1', 'Anna', '12345678901234567890123456789.123456789', '1970-01-01', '2024-02-29 12:34:56.789 UTC', null],
  ]);
}, 60_000);

test('a table has its database and catalog before it, as in Athena', async () => {
  const { rows } = await engine.query('SELECT count(*) FROM awsdatacatalog.lake.customer', 'lake');
  expect(rows).toEqual([['3']]);
}, 60_000);

/** The answer to a named query of the product, in the database that is called as its form. */
async function named(form: 'state' | 'log', query: string, ...parameters: string[]): Promise<QueryResult> {
  const name = `product_${form}_${query}`;
  const sql = tableQueries({ dataset: DATASETS.product, form }).find((each) => each.name === name)?.sql;
  return engine.query(sql ?? `no query ${name}`, form, parameters);
}

test('a table in Iceberg is asked by named queries, as of now and as of earlier', async () => {
  expect((await named('state', 'count')).rows).toEqual([['2']]);
  expect((await named('state', 'top_40')).rows).toEqual([
    ['2', '1000.00'],
    ['1', '3.50'],
  ]);
  expect((await named('state', 'an_hour_ago')).rows).toEqual([
    ['2', '44.00'],
    ['1', '3.50'],
  ]);
  expect((await named('log', 'an_hour_ago')).rows).toHaveLength(2);
}, 60_000);

test('its history has the statement that asks for the rows of each commit', async () => {
  const { columns, rows } = await named('state', 'history');
  const statements = rows.map((row) => String(row[columns.indexOf('rows_then')]));
  const prices = await Promise.all(
    statements.map(async (sql) => (await engine.query(`${sql} WHERE product_id = 2`, 'state')).rows),
  );
  // To overwrite is to delete first.
  expect(prices).toEqual([[['2', '1000.00']], [], [['2', '44.00']]]);
  expect(columns).toEqual([
    'made_current_at',
    'snapshot_id',
    'is_current_ancestor',
    'operation',
    'added_records',
    'deleted_records',
    'rows_then',
  ]);
}, 60_000);

test('all that befell one row of a log is asked by its key', async () => {
  const { rows } = await named('log', 'changes', '2');
  expect(rows.map((row) => row.slice(1, 4))).toEqual([
    ['I', '2', '44.00'],
    ['U', '2', '1000.00'],
    ['T', null, null],
  ]);
  expect((await named('log', 'changes', '1')).rows.map(([, op]) => op)).toEqual(['I', 'T']);
}, 60_000);

test('a table that is not there is an error with its name and the statement', async () => {
  const statement = 'SELECT *\nFROM nothing';
  await expect(engine.query(statement, 'lake')).rejects.toThrow(
    "line 2:6: Table 'awsdatacatalog.lake.nothing' does not exist (TABLE_NOT_FOUND)\n    SELECT *\n    FROM nothing",
  );
});

test('nothing listens beyond this computer', () => {
  const addresses = listeningAddresses(engine.process.pid);
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect(address).toMatch(LOOPBACK);
});

test('a query that reads more than the limit fails, however quick it is', async () => {
  const statement = 'SELECT * FROM customer';
  engine.limitScans(1_000n);
  await expect(engine.query(statement, 'lake')).rejects.toThrow(/it read \d+ bytes, the workgroup's limit is 1000\n/);
  engine.limitScans(10_000_000n);
  expect((await engine.query(statement, 'lake')).rows).toHaveLength(3);
}, 60_000);

test('a table that is made anew in its place answers as it is now', async () => {
  const s3 = new S3Client(awsClientConfig(aws.endpoint, REGION));
  for (const version of [2, 3]) {
    const Key = `delta/customer/_delta_log/${String(version).padStart(20, '0')}.json`;
    await s3.send(new DeleteObjectCommand({ Bucket: 'tables', Key }));
  }
  const { columns, rows } = await engine.query('SELECT * FROM customer', 'lake');
  expect([columns.includes('phone'), rows.length]).toEqual([false, 2]);
}, 60_000);
