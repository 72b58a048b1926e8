import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Dataset, notificationsTopic, topicName } from '../../../connectors/dataset';
import type { StatementReading } from '../../../connectors/statement-reading';
import { DATASETS } from '../../fixtures/datasets';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedServer } from '../../support/captured-server';
import { statementsAboutOthers } from '../../support/logged-statements';
import type { MysqlCapture } from '../../support/mysql-capture';
import { play } from '../../support/mysql-replication';
import type { MysqlServer } from '../../support/mysql-server';
import { INSTANTS, PLACE_ZONE, TIMES_TABLE, timesFrom, zoneStatements } from '../../support/place-zone';

const CUSTOMER: Dataset = { ...DATASETS.customer, partitions: 1 };
const TIMES: Dataset = { ...CUSTOMER, table: 'TIMES', keyColumns: ['ID'], columns: { ID: 'INT' } };
const NOTIFICATIONS = notificationsTopic(CUSTOMER.source);
jest.setTimeout(60_000);

const TABLES = [
  'CREATE DATABASE salesdb',
  'CREATE TABLE salesdb.CUSTOMER (CUST_ID BIGINT PRIMARY KEY, NAME VARCHAR(40), DOC JSON)',
  `INSERT INTO salesdb.CUSTOMER VALUES (1, 'read', NULL)`,
  'CREATE DATABASE cms',
  'CREATE TABLE cms.page (id INT PRIMARY KEY, doc JSON)',
  'CREATE TABLE cms.sums (id INT PRIMARY KEY, checked VARCHAR(40), sum BIGINT)',
  ...zoneStatements(),
  `SET GLOBAL sql_mode = CONCAT(@@GLOBAL.sql_mode, ',PAD_CHAR_TO_FULL_LENGTH,ANSI_QUOTES')`,
  'SET GLOBAL sql_select_limit = 3',
  'SET GLOBAL sql_quote_show_create = 0',
];
const STATEMENTS_ARE_LOGGED = ['USE salesdb', 'SET SESSION binlog_format = STATEMENT'];
const DOCUMENTS_ARE_LOGGED_IN_PARTS = ["SET SESSION binlog_row_value_options = 'PARTIAL_JSON'"];
const LONG_DOCUMENT = `JSON_OBJECT('a', 1, 'b', REPEAT('x', 1000))`;

const captured = new CapturedServer('sessions');
const { folder } = captured;
let server: MysqlServer;
let capture: MysqlCapture;
/** What somebody has understood so far. */
const statements: StatementReading[] = [];
let nextKey = 100;

beforeAll(async () => {
  ({ server, capture } = await captured.start({
    topicPrefix: CUSTOMER.source,
    datasets: [CUSTOMER, TIMES],
    statements: TABLES,
    options: { 'secure-file-priv': folder },
  }));
  await play(server, [TIMES_TABLE, ...timesFrom(0)]);
  await capture.follow(server);
  await capture.records(topicName(CUSTOMER), 1);
}, START_MILLISECONDS);

afterAll(() => captured.end());

test(`times and texts of a snapshot are those of the log, in a server whose time zone is ${PLACE_ZONE}`, async () => {
  await play(server, timesFrom(100));
  const rows = await rowsOf(TIMES, 2 * INSTANTS.length);
  const told = rows.map(({ ID, SEEN, ...values }) => values);
  expect(told.slice(0, INSTANTS.length)).toEqual(told.slice(INSTANTS.length));
  expect(told.map(({ AT }) => AT)).toEqual([...INSTANTS, ...INSTANTS]);
  expect(told[0]).toMatchObject({ D: '2025-03-30T02:30:00Z', DAY: '2025-10-26Z', CODE: 'a' });
});

test('a definition with defaults that hang on the time zone is followed', async () => {
  await play(server, [
    "ALTER TABLE salesdb.TIMES ADD COLUMN TILL TIMESTAMP NOT NULL DEFAULT '2025-10-26 02:30:00', ADD COLUMN Z TIMESTAMP",
    ...timesFrom(200, ', DEFAULT, NULL'),
  ]);
  expect((await rowsOf(TIMES, 3 * INSTANTS.length)).at(-1)).toMatchObject({ CODE: 'a', Z: null });
});

describe('a distributed transaction', () => {
  test('arrives where it is committed, and passes where it is about others', async () => {
    await play(server, [
      ...prepared('kept', `INSERT INTO salesdb.CUSTOMER VALUES (2, 'kept', NULL)`),
      `XA COMMIT 'kept'`,
      `XA START 'one'`,
      `INSERT INTO salesdb.CUSTOMER VALUES (3, 'one phase', NULL)`,
      `XA END 'one'`,
      `XA COMMIT 'one' ONE PHASE`,
      `XA START 'early'`,
      'DELETE FROM salesdb.CUSTOMER',
      `XA END 'early'`,
      `XA ROLLBACK 'early'`,
      ...prepared('other', 'INSERT INTO cms.page VALUES (1, NULL)'),
      `XA ROLLBACK 'other'`,
      ...prepared('empty', 'SELECT * FROM salesdb.CUSTOMER'),
      `XA ROLLBACK 'empty'`,
      ...prepared('nothing', 'SELECT * FROM salesdb.CUSTOMER'),
      `XA COMMIT 'nothing'`,
      ...prepared('again', `INSERT INTO salesdb.CUSTOMER VALUES (4, 'again', NULL)`),
      `XA COMMIT 'again'`,
      ...prepared('again', 'INSERT INTO cms.page VALUES (1, NULL)'),
      `XA ROLLBACK 'again'`,
    ]);
    expect(await goesOn()).toEqual(['read', 'kept', 'one phase', 'again', 'on']);
  });

  test('stops capture where it was prepared and is rolled back', async () => {
    await play(server, prepared('before', `INSERT INTO salesdb.CUSTOMER VALUES (5, 'before', NULL)`));
    await play(server, prepared('unknown', 'INSERT INTO cms.page VALUES (1, NULL)'));
    await play(server, prepared('gone', `UPDATE salesdb.CUSTOMER SET NAME = 'never was' WHERE CUST_ID = 2`));
    await play(server, [
      `INSERT INTO salesdb.CUSTOMER VALUES (6, 'between', NULL)`,
      `XA ROLLBACK 'gone'`,
      `INSERT INTO salesdb.CUSTOMER VALUES (7, 'behind', NULL)`,
    ]);
    const failure = await stop(`XA ROLLBACK X'676f6e65',X'',1`);
    expect(failure).toMatch(/prepared as [0-9a-f-]{36}:\d+, tables \[salesdb.CUSTOMER\]/);
    expect((await customers(8)).slice(-3)).toEqual(['before', 'never was', 'between']);
  });

  test('stops it at each start again, until somebody says that the rows were mended', async () => {
    await capture.stop();
    await follow();
    await stop(`XA ROLLBACK X'676f6e65',X'',1`);
    expect(await customers(8)).toHaveLength(8);
    await pass(`XA ROLLBACK X'676f6e65',X'',1`);
    expect((await goesOn()).slice(-2)).toEqual(['behind', 'on']);
  });

  test('is in doubt where it was prepared before this start, unless it is committed', async () => {
    await play(server, [`XA COMMIT 'before'`]);
    await goesOn();
    await play(server, [`XA ROLLBACK 'unknown'`]);
    expect(await stop(`XA ROLLBACK X'756e6b6e6f776e',X'',1`)).toContain('not known');
    await pass(`XA ROLLBACK X'756e6b6e6f776e',X'',1`);
    expect((await goesOn()).slice(-3)).toEqual(['on', 'on', 'on']);
  });
});

describe('a session that logs statements', () => {
  test('passes with those about others', async () => {
    await play(server, [...STATEMENTS_ARE_LOGGED, ...statementsAboutOthers(folder)]);
    expect((await goesOn()).slice(-2)).toEqual(['on', 'on']);
  });

  test('stops capture at each that may be about a captured table', async () => {
    writeFileSync(join(folder, 'customers'), '21\tloaded\t\\N\n');
    await play(server, [
      ...STATEMENTS_ARE_LOGGED,
      `LOAD DATA INFILE '${join(folder, 'customers')}' INTO TABLE CUSTOMER`,
      'UPDATE cms.sums, CUSTOMER SET NAME = 1\n WHERE id = CUST_ID',
    ]);
    await pass(await stop('LOAD DATA INFILE'));
    await pass(await stop('UPDATE cms.sums, CUSTOMER SET NAME = 1 WHERE id = CUST_ID'));
    expect((await goesOn()).slice(-2)).toEqual(['on', 'on']);
  });
});

describe('a session that logs parts of documents', () => {
  test('passes with those of others', async () => {
    await play(server, [
      `INSERT INTO cms.page VALUES (4, ${LONG_DOCUMENT})`,
      `INSERT INTO salesdb.CUSTOMER VALUES (8, 'document', ${LONG_DOCUMENT})`,
      ...DOCUMENTS_ARE_LOGGED_IN_PARTS,
      `UPDATE cms.page SET doc = JSON_SET(doc, '$.a', 2)`,
    ]);
    expect((await goesOn()).slice(-2)).toEqual(['document', 'on']);
  });

  test('stops capture at those of a captured table', async () => {
    await play(server, [
      ...DOCUMENTS_ARE_LOGGED_IN_PARTS,
      `UPDATE salesdb.CUSTOMER SET DOC = JSON_SET(DOC, '$.a', 2) WHERE CUST_ID = 8`,
    ]);
    await pass(await stop('Update_rows_partial salesdb.CUSTOMER'));
    expect((await goesOn()).slice(-2)).toEqual(['on', 'on']);
  });
});

function prepared(id: string, statement: string): string[] {
  return [`XA START '${id}'`, statement, `XA END '${id}'`, `XA PREPARE '${id}'`];
}

test('a snapshot whose worker is killed before its first row is made by the next one', async () => {
  await capture.stop();
  await capture.forget();
  const read = async (): Promise<number> =>
    (await capture.recordsNow(topicName(CUSTOMER))).filter(({ value }) => value?.includes('"op":"r"')).length;
  const [rows, told] = [await read(), (await capture.recordsNow(NOTIFICATIONS)).length];
  const holder = await server.connect();
  await holder.query('LOCK TABLES salesdb.CUSTOMER WRITE');
  await capture.follow(server);
  await capture.records(NOTIFICATIONS, told + 1);
  await capture.untilOffsetsAreStored();
  await capture.kill();
  await holder.end();
  await capture.revive();
  await play(server, ["INSERT INTO salesdb.CUSTOMER VALUES (9999, 'last', NULL)"]);
  await capture.recordsOnce(topicName(CUSTOMER), (all) => all.some(({ value }) => value?.includes('"last"') === true));
  expect(await read()).toBeGreaterThan(rows);
});

/** Lets the connector go on where it stopped, with what was understood so far. */
function follow(): Promise<void> {
  return capture.follow(server, { statements }).catch(() => undefined);
}

/** Why the connector stopped; it told the statement, its place, and what to do. */
async function stop(statement: string): Promise<string> {
  const failure = await capture.failure();
  expect(failure).toContain(`: ${statement}`);
  expect(failure).toMatch(/\(binlog\.\d+, position \d+, database `\w*`\)/);
  expect(failure).toContain('All events before it are in Kafka');
  expect(failure).toContain('docs/runbook.md, "The connector stopped at a statement"');
  return failure;
}

/** Reads a statement, or the one that a failure tells, as nothing. */
async function pass(told: string): Promise<void> {
  const statement = /table: (.*) \(binlog\.\d+, position/.exec(told)?.[1] ?? told;
  statements.push({ statement, readAs: '' });
  await capture.stop();
  await follow();
}

/** Another row arrives. Names of all rows that have arrived. */
async function goesOn(): Promise<string[]> {
  const key = nextKey++;
  await play(server, [`INSERT INTO salesdb.CUSTOMER VALUES (${key}, 'on', NULL)`]);
  for (let count = 1; ; count++) {
    const rows = await rowsOf(CUSTOMER, count);
    if (rows.some(({ CUST_ID }) => CUST_ID === key)) return rows.map(({ NAME }) => String(NAME));
    count = rows.length;
  }
}

async function customers(count: number): Promise<string[]> {
  return (await rowsOf(CUSTOMER, count)).map(({ NAME }) => String(NAME));
}

/** Rows of a table's events in the log's order, as soon as there are so many. */
async function rowsOf(dataset: Dataset, count: number): Promise<Record<string, unknown>[]> {
  const records = await capture.records(topicName(dataset), count);
  return records.map(({ value }) => (JSON.parse(value ?? 'null') as { after: Record<string, unknown> }).after);
}
