import { type Dataset, topicName } from '../../../connectors/dataset';
import { DATASETS } from '../../fixtures/datasets';
import { CDC_USER, START_MILLISECONDS } from '../../support/capture';
import { CapturedServer } from '../../support/captured-server';
import type { MysqlCapture } from '../../support/mysql-capture';
import { play } from '../../support/mysql-replication';
import type { MysqlServer } from '../../support/mysql-server';

const CUSTOMER: Dataset = { ...DATASETS.customer, partitions: 1 };
const ACCOUNT: Dataset = { ...CUSTOMER, table: 'ACCOUNT', keyColumns: ['ID'], columns: { ID: 'INT' } };
/** Captured from the last part on. */
const CUSTOMERS: Dataset = { ...ACCOUNT, table: 'CUSTOMERS' };
const CAPTURED = [CUSTOMER, ACCOUNT];
jest.setTimeout(90_000);

const TABLES = [
  'CREATE DATABASE salesdb',
  'CREATE TABLE salesdb.CUSTOMER (CUST_ID BIGINT PRIMARY KEY, NAME VARCHAR(40))',
  `INSERT INTO salesdb.CUSTOMER VALUES (1, 'read')`,
  'CREATE TABLE salesdb.ACCOUNT (ID INT PRIMARY KEY)',
  'CREATE TABLE salesdb.CUSTOMERS (ID INT PRIMARY KEY, NAME VARCHAR(40))',
  'CREATE DATABASE cms',
  'CREATE TABLE cms.page (id INT PRIMARY KEY)',
  'CREATE TABLE cms.odd (vector INT PRIMARY KEY, url INT, online INT, offline INT, auto INT, manual INT, parallel INT)',
];

/** No parser of Debezium takes the name `vector` without quotes. */
const ABOUT_OTHERS = [
  ...['url', 'online', 'offline', 'auto', 'manual', 'parallel', 'vector'].map(
    (name) => `ALTER TABLE cms.page ADD COLUMN ${name} VARCHAR(200)`,
  ),
  'FLUSH TABLES salesdb.CUSTOMER',
  'CREATE TABLE salesdb.account (vector INT PRIMARY KEY)',
  'INSERT INTO salesdb.account VALUES (1)',
  'CREATE TABLE cms.CUSTOMER (vector INT PRIMARY KEY)',
  'INSERT INTO cms.CUSTOMER VALUES (1)',
  `CREATE SPATIAL REFERENCE SYSTEM 990001 NAME 'CUSTOMER' DEFINITION 'GEOGCS["Greek",DATUM["Greek",SPHEROID["Bessel 1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0],UNIT["degree",0.017453292519943278],AXIS["Lat",NORTH],AXIS["Lon",EAST]]'`,
  'CREATE DATABASE scratch',
  'CREATE TABLE scratch.t (vector INT)',
  'DROP DATABASE scratch',
  'USE salesdb',
  'ALTER TABLE CUSTOMERS ADD COLUMN vector INT AFTER ID',
  'alter table `cms` . `page` -- CUSTOMER\n add column CUSTOMER int comment "CUSTOMER", add column `a``b` int /*!50100 , drop column vector, add vector int */',
  'ALTER TABLE cms.odd PARTITION BY HASH (vector) PARTITIONS 2',
  `GRANT SELECT ON CUSTOMER TO '${CDC_USER.username}'@'%'`,
  'CREATE PROCEDURE alters() ALTER TABLE CUSTOMER ADD vector INT',
  'CREATE EVENT alters ON SCHEDULE EVERY 1 YEAR STARTS "2038-01-01" DO ALTER TABLE CUSTOMER ADD vector INT',
  'CREATE VIEW seen AS SELECT CUST_ID AS vector FROM CUSTOMER',
  `XA START 'x'`,
  'DELETE FROM cms.CUSTOMER',
  `XA END 'x'`,
  `XA PREPARE 'x'`,
  `XA COMMIT 'x'`,
];
const IN_DOUBT = 'ALTER TABLE CUSTOMER\n  ADD COLUMN vector INT';
const TOLD = 'ALTER TABLE CUSTOMER ADD COLUMN vector INT';
/** More than one batch of the connector, so that the statement overtakes what is queued. */
const BURST = 10_000;

const captured = new CapturedServer('statements');
let server: MysqlServer;
let capture: MysqlCapture;

beforeAll(async () => {
  const datasets = [...CAPTURED, CUSTOMERS];
  ({ server, capture } = await captured.start({ topicPrefix: CUSTOMER.source, datasets, statements: TABLES }));
  await capture.follow(server, { datasets: CAPTURED });
  await capture.records(topicName(CUSTOMER), 1);
}, START_MILLISECONDS);

afterAll(() => captured.end());

test('statements about others pass, and a place in the log is logged with each that no parser understands', async () => {
  await play(server, [...ABOUT_OTHERS, `INSERT INTO salesdb.CUSTOMER VALUES (2, 'written')`]);
  expect(await rows(2)).toEqual([
    { CUST_ID: 1, NAME: 'read' },
    { CUST_ID: 2, NAME: 'written' },
  ]);
  const passed = capture.log().match(/statement\.passed_over place=binlog\.\d+, position \d+ .*/g) ?? [];
  expect(passed.map((line) => line.split(' forgotten=')[1]?.slice(0, 60))).toEqual([
    'cms.page ALTER TABLE cms.page ADD COLUMN vector VARCHAR(200)',
    'salesdb.account CREATE TABLE salesdb.account (vector INT PRI',
    'cms.CUSTOMER CREATE TABLE cms.CUSTOMER (vector INT PRIMARY K',
    " CREATE SPATIAL REFERENCE SYSTEM 990001 NAME 'CUSTOMER' DEFI",
    'scratch.t CREATE TABLE scratch.t (vector INT)',
    'salesdb.CUSTOMERS ALTER TABLE CUSTOMERS ADD COLUMN vector IN',
    'cms.page alter table `cms` . `page` -- CUSTOMER add column C',
    'cms.odd ALTER TABLE cms.odd PARTITION BY HASH (vector) PARTI',
    ' CREATE DEFINER=`root`@`localhost` EVENT alters ON SCHEDULE ',
  ]);
});

test('a captured table may have names that the newer parser takes for keywords', async () => {
  await play(server, [
    'ALTER TABLE salesdb.CUSTOMER ADD COLUMN url VARCHAR(40)',
    `INSERT INTO salesdb.CUSTOMER VALUES (3, 'written', 'here')`,
  ]);
  expect((await rows(3)).at(-1)).toEqual({ CUST_ID: 3, NAME: 'written', url: 'here' });
});

test('a restart reads what was passed over from its history, and goes on', async () => {
  await capture.stop();
  await play(server, [`INSERT INTO salesdb.CUSTOMER VALUES (4, 'stopped', NULL)`]);
  await capture.follow(server, { datasets: CAPTURED });
  expect((await rows(4)).at(-1)).toEqual({ CUST_ID: 4, NAME: 'stopped', url: null });
});

describe('a statement that may change a captured table', () => {
  test('stops capture with itself, its place and what to do, after the events before it', async () => {
    await capture.stop();
    await play(server, [
      'SET SESSION cte_max_recursion_depth = 100000',
      `INSERT INTO salesdb.CUSTOMER WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < ${BURST})
         SELECT 1000 + i, 'before', NULL FROM n`,
      'USE salesdb',
      IN_DOUBT,
      `INSERT INTO salesdb.CUSTOMER VALUES (5, 'behind', NULL, 7)`,
    ]);
    await capture.follow(server, { datasets: CAPTURED }).catch(() => undefined);
    const failure = await capture.failure();
    expect(failure).toContain(`may change a captured table: ${TOLD} (binlog.`);
    expect(failure).toContain('All events before it are in Kafka');
    expect(failure).toContain('docs/runbook.md, "The connector stopped at a statement"');
    const told = await rows(4 + BURST);
    expect(told).toHaveLength(4 + BURST);
    expect(told.at(-1)).toEqual({ CUST_ID: 1000 + BURST, NAME: 'before', url: null });
  });

  test('is read as somebody says who has understood it', async () => {
    await capture.stop();
    const statements = [{ statement: TOLD, readAs: 'ALTER TABLE CUSTOMER ADD COLUMN `vector` INT' }];
    await capture.follow(server, { datasets: CAPTURED, statements });
    expect((await rows(5 + BURST)).at(-1)).toEqual({ CUST_ID: 5, NAME: 'behind', url: null, vector: 7 });
  });
});

describe('a table that is captured later, of which a statement was passed over', () => {
  const datasets = [...CAPTURED, CUSTOMERS];

  test('stops capture: its columns are unknown, and not those of before', async () => {
    await capture.stop();
    await capture.follow(server, { datasets });
    await play(server, [`INSERT INTO salesdb.CUSTOMERS VALUES (1, 7, 'unknown')`]);
    expect(await capture.failure()).toContain("salesdb.CUSTOMERS whose schema isn't known to this connector");
  });

  test('is known again once its definition was in the log', async () => {
    await capture.stop();
    await capture.follow(server, { datasets: CAPTURED });
    await play(server, [
      'CREATE TABLE IF NOT EXISTS salesdb.CUSTOMERS (`ID` INT PRIMARY KEY, `vector` INT, `NAME` VARCHAR(40))',
      `INSERT INTO salesdb.CUSTOMER VALUES (6, 'known', NULL, 7)`,
    ]);
    await rows(6 + BURST);
    await capture.stop();
    await capture.follow(server, { datasets });
    await play(server, [`INSERT INTO salesdb.CUSTOMERS VALUES (2, 7, 'known')`]);
    expect(await rows(1, CUSTOMERS)).toEqual([{ ID: 2, vector: 7, NAME: 'known' }]);
  });
});

describe('a table of which a statement was passed over, in the place of a captured one', () => {
  const swap = 'RENAME TABLE CUSTOMER TO gone, ghost TO CUSTOMER';

  test('stops capture, which would go on with the columns of before', async () => {
    await play(server, [
      'USE salesdb',
      'CREATE TABLE ghost LIKE CUSTOMER',
      'ALTER TABLE ghost DROP COLUMN url, RENAME COLUMN vector TO place',
      swap,
      `INSERT INTO CUSTOMER VALUES (7, 'swapped', 8)`,
    ]);
    expect(await capture.failure()).toContain(`defines a captured table by one that is not known: ${swap}`);
    expect(await rows(6 + BURST)).toHaveLength(6 + BURST);
  });

  test('is known by what somebody says of it', async () => {
    await capture.stop();
    const readAs =
      'DROP TABLE CUSTOMER; CREATE TABLE CUSTOMER (CUST_ID BIGINT PRIMARY KEY, NAME VARCHAR(40), place INT)';
    await capture.follow(server, { datasets: CAPTURED, statements: [{ statement: swap, readAs }] });
    expect((await rows(7 + BURST)).at(-1)).toEqual({ CUST_ID: 7, NAME: 'swapped', place: 8 });
  });
});

/** Rows of a table's events, as soon as there are so many; their order is that of the log. */
async function rows(count: number, dataset = CUSTOMER): Promise<unknown[]> {
  const records = await capture.records(topicName(dataset), count);
  return records.map(({ value }) => (JSON.parse(value ?? 'null') as { after: unknown }).after);
}
