import { join } from 'node:path';
import { parse, stringify } from 'lossless-json';

import type { ColumnType } from '../../../connectors/column-type';
import { type Dataset, topicName } from '../../../connectors/dataset';
import type { TopicRecord } from '../../../local/proofs/topic-reader';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedServer } from '../../support/captured-server';
import { DEFAULTS, nullsBesideDefaults } from '../../support/defaulted-table';
import type { MysqlCapture } from '../../support/mysql-capture';
import { play } from '../../support/mysql-replication';
import type { MysqlServer } from '../../support/mysql-server';
import {
  type Column,
  create,
  describedBy,
  inserts,
  OTHER_NAMES,
  ROWS,
  shownBy,
  TABLES,
} from '../../support/typed-tables';
import { keepTypesPart, type ToldType, typesPage } from '../../support/types-page';
import { UpsertProcess } from '../../support/upsert-process';
import { UpsertedTable } from '../../support/upserted-table';

jest.setTimeout(START_MILLISECONDS);

/** What is added to the keys of rows that the log tells. */
const BY_LOG = 100;

const captured = new CapturedServer('values');
const { folder } = captured;
let server: MysqlServer;
let capture: MysqlCapture;
let upsert: UpsertProcess;

beforeAll(async () => {
  upsert = new UpsertProcess(captured.runtime, captured.directory);
  ({ server, capture } = await captured.start({
    topicPrefix: 'salesdb',
    datasets: [
      ...TABLES.flatMap(({ name }) => [dataset(name), dataset(`LATER_${name}`)]),
      ...['OTHER_NAMES', 'DEFAULTS', 'LARGE', 'STRICT'].map((name) => dataset(name)),
      { ...dataset('LENIENT'), zeroDates: 'null' as const },
    ],
    statements: [
      'CREATE DATABASE salesdb',
      ...TABLES.flatMap(({ name, columns }) => [create(name, columns), ...inserts(name, columns, 0)]),
      DEFAULTS,
      ...nullsBesideDefaults(1),
      ...['STRICT', 'LENIENT'].map((name) => `CREATE TABLE salesdb.${name} (ID INT PRIMARY KEY, ${DAYS} )`),
      "SET SESSION sql_mode = ''",
      `INSERT INTO salesdb.LENIENT VALUES (1, ${ZERO_DAYS})`,
    ],
  }));
  await capture.follow(server);
  for (const { name } of TABLES) await recordsOf(name, ROWS);
});

afterAll(async () => {
  upsert?.end();
  await captured.end();
});

test('every type at its limits, by the snapshot, by the log, and in tables that came later', async () => {
  const told: ToldType[] = [];
  for (const { name, columns } of TABLES) {
    await play(server, [...inserts(name, columns, BY_LOG), create(`LATER_${name}`, columns)]);
    await play(server, inserts(`LATER_${name}`, columns, BY_LOG));
    const records = await recordsOf(name, 2 * ROWS);
    const [bySnapshot, byLog] = [rowsOf(records.slice(0, ROWS)), rowsOf(records.slice(ROWS))];
    expect(rowsOf(await recordsOf(`LATER_${name}`, ROWS))).toEqual(byLog);

    const shown = await shownBy(server, name, columns, BY_LOG);
    const described = await describedBy(server, name);
    const declared = await tableOf(name, records, columns);
    const undeclared = await tableOf(name, records, []);
    told.push(
      ...columns.map((type, at) => ({
        type,
        column: described[at] ?? { columnName: '', dataType: '', columnType: '' },
        values: type.values.map((_, index) => ({
          mysql: shown[index]?.[`c${at}`] ?? 'NULL',
          snapshot: bySnapshot[index]?.[`c${at}`] ?? 'missing',
          stream: byLog[index]?.[`c${at}`] ?? 'missing',
          declared: String(declared[ROWS + index]?.[`c${at}`]),
          undeclared: String(undeclared[ROWS + index]?.[`c${at}`]),
        })),
      })),
    );
  }
  keepTypesPart('mysql', typesPage(told));
  // What the parsers read rightly is what the log says.
  expect(capture.log().match(/table\.corrected .*/g)).toBeNull();
});

test('a type is told alike under each of its names', async () => {
  await play(server, [create('OTHER_NAMES', OTHER_NAMES), ...inserts('OTHER_NAMES', OTHER_NAMES, 0)]);
  const rows = rowsOf(await recordsOf('OTHER_NAMES', ROWS));
  const known = new Map(
    await Promise.all(
      TABLES.flatMap(({ name, columns }) =>
        columns.map(async ({ type }, at) => {
          const byLog = rowsOf((await recordsOf(name, 2 * ROWS)).slice(ROWS));
          return [type, byLog.map((row) => row[`c${at}`])] as const;
        }),
      ),
    ),
  );
  for (const [at, { spelled, type }] of OTHER_NAMES.entries()) {
    expect([spelled, rows.map((row) => row[`c${at}`])]).toEqual([spelled, known.get(type)]);
  }
});

test('NULL is NULL where the column has a default', async () => {
  await play(server, nullsBesideDefaults(BY_LOG));
  // Two rows of the snapshot, two inserted ones, and the update of one of these.
  const rows = rowsOf(await recordsOf('DEFAULTS', 5));
  const nothing = Object.fromEntries([...'NVTPDYBURS'].map((name) => [name, 'null']));
  const kept = {
    M: '"-01:00:00"',
    Q: '"2020-02-02Z"',
    M1: '"-838:59:58.999999"',
    Q1: '"1000-01-01T00:00:00.000001Z"',
    Q2: '"2020-01-01T00:00:00.5Z"',
    Y1: '0',
    B1: '"AAAAAAAAAAE="',
    B2: 'true',
    U1: '"18446744073709551615"',
    F1: '0.5',
    G: '3',
    R1: '-1.0E300',
    E1: '"b"',
  };
  for (const [at, id] of [1, 2, BY_LOG, undefined, BY_LOG + 1].entries()) {
    if (id !== undefined) expect(rows[at]).toEqual({ ID: String(id), ...nothing, ...kept });
  }
  expect(rows[3]).toMatchObject({ N: '8', V: '""', P: '"2.00"', D: '"00:00:00"', Y: '0', B: '"AAE="', U: '"0"' });
});

test('an update of a text of 5 MB arrives, which holds it twice', async () => {
  await play(server, [
    'CREATE TABLE salesdb.LARGE (ID INT PRIMARY KEY, V LONGTEXT)',
    `INSERT INTO salesdb.LARGE VALUES (1, REPEAT('x', 5000000))`,
    `UPDATE salesdb.LARGE SET V = REPEAT('y', 5000000)`,
  ]);
  const [, update] = await recordsOf('LARGE', 2);
  expect(update?.value?.length).toBeGreaterThan(10_000_000);
});

const DAYS = `N DATE, M DATETIME(6), D DATE NOT NULL DEFAULT '2020-01-01', T DATETIME(3) NOT NULL, S TIMESTAMP NOT NULL DEFAULT '2020-01-01 00:00:00'`;
const ZERO_DAYS = `'2001-00-10', '0000-00-00', '0000-00-00', '2001-02-00 10:00:00', '0000-00-00 00:00:00'`;
const SOUND_DAYS = `NULL, NULL, '0001-01-01', '2001-02-01 10:00:00.5', '2001-02-01 00:00:00'`;

const ZERO = '"0000-00-00"';

test('zero dates are told where the table says so, and elsewhere stop the capture', async () => {
  await play(server, [
    ...['STRICT', 'LENIENT'].map((name) => `INSERT INTO salesdb.${name} VALUES (3, ${SOUND_DAYS})`),
    "SET SESSION sql_mode = ''",
    `INSERT INTO salesdb.LENIENT VALUES (2, ${ZERO_DAYS})`,
    'CREATE TABLE salesdb.OF_NOBODY (D DATE, T DATETIME)',
    "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
    "INSERT INTO salesdb.OF_NOBODY VALUES ('2001-02-31', '2001-02-31')",
  ]);
  const sound = {
    N: 'null',
    M: 'null',
    D: '"0001-01-01Z"',
    T: '"2001-02-01T10:00:00.5Z"',
    S: '"2001-02-01T00:00:00Z"',
  };
  const told = { D: ZERO, T: ZERO, S: ZERO };
  expect(rowsOf(await recordsOf('LENIENT', 3))).toEqual([
    // A snapshot tells NULL of those in columns that take it.
    { ID: '1', N: 'null', M: 'null', ...told },
    { ID: '3', ...sound },
    { ID: '2', N: ZERO, M: ZERO, ...told },
  ]);
  expect(rowsOf(await recordsOf('STRICT', 1))).toEqual([{ ID: '3', ...sound }]);
  // In a column that takes NULL, which it is not.
  await play(server, ["SET SESSION sql_mode = ''", `UPDATE salesdb.STRICT SET M = '0000-00-00'`]);
  await expect(recordsOf('STRICT', 2)).rejects.toThrow(
    /STRICT\.M` must hold a value of its type, got: a zero date.*zeroDates/,
  );
});

function dataset(table: string, columns: Dataset['columns'] = { ID: 'INT' }): Dataset {
  return { source: 'salesdb', schema: 'salesdb', table, keyColumns: ['ID'], columns };
}

function recordsOf(table: string, count: number): Promise<readonly TopicRecord[]> {
  return capture.records(topicName(dataset(table)), count);
}

/** What `after` holds, each value as its JSON. */
function rowsOf(records: readonly TopicRecord[]): Record<string, string>[] {
  return records.map(({ value }) => {
    const { after } = parse(value ?? '') as { after: Record<string, unknown> };
    return Object.fromEntries(Object.entries(after).map(([name, each]) => [name, json(each)]));
  });
}

function json(value: unknown): string {
  return stringify(value) ?? 'missing';
}

/** @param declared columns that are declared by the first type that holds them; all else arrives as text */
async function tableOf(
  name: string,
  records: readonly TopicRecord[],
  declared: readonly Column[],
): Promise<Record<string, unknown>[]> {
  const columns = declared.map(({ exact: [type = 'STRING'] }, at) => [`c${at}`, type as ColumnType]);
  const lake = join(folder, declared.length > 0 ? 'declared' : 'undeclared');
  const table = new UpsertedTable(upsert, folder, dataset(name, { ID: 'INT', ...Object.fromEntries(columns) }), lake);
  table.archive(records);
  expect(await table.run()).toBeUndefined();
  return table.rows('texts');
}
