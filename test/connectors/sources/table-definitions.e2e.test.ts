import { parse, stringify } from 'lossless-json';

import { type Dataset, topicName } from '../../../connectors/dataset';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedServer } from '../../support/captured-server';
import { DEFINED_TABLES, insertsInto } from '../../support/defined-tables';
import type { MysqlCapture } from '../../support/mysql-capture';
import { play } from '../../support/mysql-replication';
import type { MysqlServer } from '../../support/mysql-server';

jest.setTimeout(90_000);

/** What is added to the keys of rows that are written after a restart. */
const AFTER_RESTART = 100;
/** The same for rows that are written when the tables are known by a snapshot. */
const AFTER_SNAPSHOT = 200;
const NAMES = DEFINED_TABLES.map(({ name }) => name);
/** More than one batch of the connector, so that a failure overtakes what is queued. */
const BURST = 10_000;
const DEFINITION = 'CREATE TABLE MISREAD (ID INT PRIMARY KEY, A VARCHAR(9) COLLATE utf8mb4_bin)';
const MISREAD = { statement: DEFINITION, readAs: DEFINITION.replace(', A', ', B INT, A') };

const captured = new CapturedServer('definitions');
let server: MysqlServer;
let capture: MysqlCapture;

beforeAll(async () => {
  ({ server, capture } = await captured.start({
    topicPrefix: 'salesdb',
    datasets: ['FIRST', 'MISREAD', ...NAMES].map(dataset),
    statements: [
      'CREATE DATABASE salesdb CHARACTER SET latin1',
      'CREATE TABLE salesdb.FIRST (ID INT PRIMARY KEY)',
      'INSERT INTO salesdb.FIRST VALUES (1)',
    ],
  }));
  await capture.follow(server);
  await rowsOf('FIRST', 1);
}, START_MILLISECONDS);

afterAll(() => captured.end());

test('rows are told as a snapshot tells them, however statements spell what their tables are', async () => {
  for (const table of DEFINED_TABLES) {
    await play(server, ['USE salesdb', ...table.statements, ...insertsInto(table, 2)]);
  }
  await play(server, ['INSERT INTO salesdb.FIRST VALUES (2)']);
  await rowsOf('FIRST', 2);

  // What a statement was read as comes from the history again.
  await capture.stop();
  await play(server, ['USE salesdb', ...DEFINED_TABLES.flatMap((table) => insertsInto(table, AFTER_RESTART))]);
  await play(server, ['INSERT INTO salesdb.FIRST VALUES (3)']);
  await capture.follow(server);
  await rowsOf('FIRST', 3);
  const byLog = await allRows(1);

  // The place in the log is gone, so all rows are read.
  await capture.stop();
  await play(server, ['RESET MASTER', 'INSERT INTO salesdb.FIRST VALUES (4)']);
  await capture.follow(server, { snapshot: 'when_needed' });
  const all = await allRows(2);
  for (const name of NAMES) expect([name, byLog[name]]).toEqual([name, all[name]?.slice(byLog[name]?.length)]);

  await play(server, ['USE salesdb', ...DEFINED_TABLES.flatMap((table) => insertsInto(table, AFTER_SNAPSHOT))]);
  const withMore = await allRows(2.5);
  for (const name of NAMES) {
    const more = withMore[name]?.slice(all[name]?.length) ?? [];
    expect([name, more.map(withoutKeys)]).toEqual([name, byLog[name]?.slice(0, more.length).map(withoutKeys)]);
  }
});

describe('a table of which something else is known than the log says', () => {
  const insert = (id: number) => `INSERT INTO salesdb.MISREAD VALUES (${id}, 'ä😀')`;
  let failure: string;

  test('stops capture with both, the place and what to do, after the events before it', async () => {
    await capture.stop();
    await play(server, [
      'SET SESSION cte_max_recursion_depth = 100000',
      `INSERT INTO salesdb.FIRST WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < ${BURST})
         SELECT 1000 + i FROM n`,
      'USE salesdb',
      DEFINITION,
      insert(1),
      insert(2),
    ]);
    await capture.follow(server, { statements: [MISREAD] }).catch(() => undefined);
    failure = await capture.failure();
    expect(failure).toMatch(
      /A captured table must be known as the log defines it: TABLE salesdb\.MISREAD \(ID INT, A VARCHAR\), got: \(ID INT, B INT, A VARCHAR\) \(binlog\.\d+, position \d+, database `salesdb`\)\. All events before it are in Kafka\. See docs\/runbook\.md, "The log defines a table otherwise than it is known"\./,
    );
    expect(await rowsOf('FIRST', 7 + BURST)).toHaveLength(7 + BURST);
    expect(await rowsOf('MISREAD', 0)).toEqual([]);
  });

  test('is known by what somebody says of it, also after a restart', async () => {
    const [statement = ''] = /TABLE salesdb\.MISREAD \([^)]*\)/.exec(failure) ?? [];
    const readAs = 'CREATE TABLE MISREAD (ID INT PRIMARY KEY, A VARCHAR(9))';
    const rows = [1, 2, 3].map((id) => ({ ID: String(id), A: '"ä😀"' }));
    for (const count of [2, 3]) {
      await capture.stop();
      await capture.follow(server, { statements: [MISREAD, { statement, readAs }] });
      expect(await rowsOf('MISREAD', count)).toEqual(rows.slice(0, count));
      await play(server, count === 2 ? [insert(3)] : []);
    }
  });

  test('is followed on, also where the log says less', async () => {
    await play(server, [
      "SET GLOBAL binlog_row_metadata = 'MINIMAL'",
      'ALTER TABLE salesdb.MISREAD ADD COLUMN C VARCHAR(9) CHARACTER SET binary FIRST',
      `INSERT INTO salesdb.MISREAD VALUES (0xFF, 4, 'ä😀')`,
    ]);
    expect((await rowsOf('MISREAD', 4)).at(-1)).toEqual({ C: '"/w=="', ID: '4', A: '"ä😀"' });
  });
});

/** @param times how often each row is told */
async function allRows(times: number): Promise<Record<string, Record<string, string>[]>> {
  const all: Record<string, Record<string, string>[]> = {};
  for (const table of DEFINED_TABLES) {
    all[table.name] = await rowsOf(table.name, times * insertsInto(table, 0).length * 2);
  }
  return all;
}

function withoutKeys({ ID: _id, SERIAL: _serial, ...rest }: Record<string, string>): Record<string, string> {
  return rest;
}

function dataset(table: string): Dataset {
  return { source: 'salesdb', schema: 'salesdb', table, keyColumns: ['ID'], columns: { ID: 'INT' } };
}

/** What `after` holds, each value as its JSON, as soon as there are so many. */
async function rowsOf(table: string, count: number): Promise<Record<string, string>[]> {
  const records = await capture.records(topicName(dataset(table)), count);
  return records.map(({ value }) => {
    const { after } = parse(value ?? '') as { after: Record<string, unknown> };
    return Object.fromEntries(Object.entries(after).map(([name, each]) => [name, stringify(each) ?? 'missing']));
  });
}
