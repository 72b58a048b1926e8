import type { Connection, RowDataPacket } from 'mysql2/promise';

import { MysqlWorkload } from '../../../local/databases/mysql/mysql-workload';
import { lettersOf } from '../../../local/workload/letters';
import { runWorkload, type WorkloadResult } from '../../../local/workload/run-workload';
import { WorkloadError } from '../../../local/workload/workload-error';
import { loggedRows } from '../../support/binlog-rows';
import { type MysqlServer, startMysqlServer } from '../../support/mysql-server';
import { CHANGED, CHARACTER_SETS, NARROW, REFUSING, workloadTables } from '../../support/workload-tables';

jest.setTimeout(300_000);

const CHANGES = 20_000;
const FIRST = 'crm-eu 2';
const SECOND = 'again';
/** What CURRENT_TIMESTAMP is, so that rows of two runs can be equal. */
const NOW = 'SET timestamp = 1700000000';
const TABLES = [...CHANGED, ...Object.keys(REFUSING)];

let server: MysqlServer;
let connection: Connection;

beforeAll(async () => {
  server = await startMysqlServer({ innodb_flush_log_at_trx_commit: '2', sync_binlog: '0' });
  connection = await server.connect();
});
afterAll(async () => {
  await connection?.end();
  await server?.stop();
});

async function freshRun(schema: string, seed: number): Promise<WorkloadResult> {
  for (const statement of workloadTables(schema)) await connection.query(statement);
  await connection.query(NOW);
  await connection.query('RESET MASTER');
  return runWorkload(
    new MysqlWorkload(connection),
    TABLES.map((table) => ({ schema, table })),
    { seed, changes: CHANGES },
  );
}

async function rows(sql: string): Promise<RowDataPacket[]> {
  return (await connection.query<RowDataPacket[]>(sql))[0];
}

async function keyPlaces(schema: string): Promise<Map<string, number[]>> {
  const places = new Map<string, number[]>();
  const found = await rows(
    `SELECT TABLE_NAME AS tableName, ORDINAL_POSITION - 1 AS place FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '${schema}' AND COLUMN_KEY = 'PRI'`,
  );
  for (const { tableName, place } of found) {
    const id = `${schema}.${tableName}`;
    places.set(id, [...(places.get(id) ?? []), Number(place)]);
  }
  return places;
}

async function expectCountsOfTheLog({ tables }: WorkloadResult, schema: string): Promise<void> {
  const logged = await loggedRows(connection, await keyPlaces(schema));
  const none = { c: 0, u: 0, d: 0 };
  const counted = [...tables].map(([id, { c, u, d }]) => [id, { c, u, d }] as const);
  const found = counted.map(([id]) => {
    const { c, u, d } = logged.get(id) ?? none;
    return [id, { c, u, d }] as const;
  });
  expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(found));
  expect([...logged.keys()].filter((id) => !tables.has(id))).toEqual([]);
}

describe('a workload', () => {
  let first: WorkloadResult;
  beforeAll(async () => {
    first = await freshRun(FIRST, 7);
  });

  test('changes every table that takes changes, and says in the server’s words which do not', () => {
    const words = Object.entries(REFUSING).map(([name, refusing]) => [`${FIRST}.${name}`, refusing.words]);
    expect(Object.fromEntries(first.untouched)).toEqual(Object.fromEntries(words));
    const done = [...first.tables.values()].reduce((sum, { c, u, d }) => sum + c + u + d, 0);
    expect(done).toBeGreaterThanOrEqual(CHANGES);
    expect(first.rolledBack).toBeGreaterThan(0);
  });

  test('counts what the log has', async () => {
    await expectCountsOfTheLog(first, FIRST);
  });

  test('changes no row that the log does not have', async () => {
    for (const table of CHANGED) {
      const { c = 0, d = 0 } = first.tables.get(`${FIRST}.${table}`) ?? {};
      const [count] = await rows(`SELECT COUNT(*) AS found FROM \`${FIRST}\`.\`${table}\``);
      expect([table, count?.['found']]).toEqual([table, c - d + (table === 'filled' ? 300 : 0)]);
    }
  });

  test('changes keys, and tells how often', async () => {
    const logged = await loggedRows(connection, await keyPlaces(FIRST));
    const changedKeys = [...first.tables].filter(([, { keyChanges }]) => keyChanges > 0);
    expect(changedKeys.length).toBeGreaterThan(CHANGED.length / 2);
    for (const [id, { keyChanges }] of changedKeys) {
      expect([id, (logged.get(id)?.keyChanges ?? 0) >= keyChanges]).toEqual([id, true]);
    }
  });

  test('is the same again for the same seed', async () => {
    const second = await freshRun(SECOND, 7);
    expect([...second.tables.values()]).toEqual([...first.tables.values()]);
    const sums = async (schema: string): Promise<unknown[]> =>
      (await rows(`CHECKSUM TABLE ${CHANGED.map((table) => `\`${schema}\`.\`${table}\``)}`)).map(
        (row) => row['Checksum'],
      );
    expect(await sums(SECOND)).toEqual(await sums(FIRST));
  });
});

describe('counts what the log has where a change often leaves a row as it was', () => {
  test.each([1, 5])('in narrow tables, seed %i', async (seed) => {
    const schema = `narrow ${seed}`;
    await connection.query(`CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4`);
    await connection.query(`USE \`${schema}\``);
    for (const [name, table] of Object.entries(NARROW)) await connection.query(`CREATE TABLE \`${name}\` ${table}`);
    await connection.query('RESET MASTER');
    const tables = Object.keys(NARROW).map((table) => ({ schema, table }));
    const result = await runWorkload(new MysqlWorkload(connection), tables, { seed, changes: CHANGES });
    expect([...result.untouched]).toEqual([]);
    await expectCountsOfTheLog(result, schema);
  });

  test.each([
    ['of few rows', 2],
    ['of more rows than are read', 5000],
  ])('in a long run on a table %s', async (_, count) => {
    const schema = `long ${count}`;
    await connection.query(`CREATE DATABASE \`${schema}\``);
    await connection.query(
      `CREATE TABLE \`${schema}\`.orders (id SMALLINT PRIMARY KEY, kind ENUM('a','b') DEFAULT 'a')`,
    );
    await connection.query(`INSERT INTO \`${schema}\`.orders (id) VALUES ?`, [
      Array.from({ length: count }, (_, at) => [at]),
    ]);
    await connection.query('RESET MASTER');
    const result = await runWorkload(new MysqlWorkload(connection), [{ schema, table: 'orders' }], {
      seed: 5,
      changes: 30_000,
    });
    await expectCountsOfTheLog(result, schema);
  });
});

test('counts are exact but for what triggers change, whose keys are read back', async () => {
  for (const statement of [
    'CREATE DATABASE small',
    'CREATE TABLE small.plain (ID INT PRIMARY KEY, V INT)',
    'CREATE TABLE small.noted (ID BINARY(16) PRIMARY KEY, V INT)',
    'CREATE TABLE small.note (ID INT AUTO_INCREMENT PRIMARY KEY, V INT)',
    `CREATE TRIGGER small.noting BEFORE INSERT ON small.noted FOR EACH ROW
       BEGIN SET NEW.ID = UNHEX(MD5(NEW.ID)); INSERT INTO small.note (V) VALUES (NEW.V); END`,
  ]) {
    await connection.query(statement);
  }
  const plain = await runWorkload(new MysqlWorkload(connection), [{ schema: 'small', table: 'plain' }], {
    seed: 1,
    changes: 50,
  });
  expect([plain.exact, [...plain.tables.keys()]]).toEqual([true, ['small.plain']]);
  const noted = await runWorkload(new MysqlWorkload(connection), [{ schema: 'small', table: 'noted' }], {
    seed: 1,
    changes: 500,
  });
  expect([noted.exact, noted.untouched.size]).toEqual([false, 0]);
  const { u = 0, d = 0 } = noted.tables.get('small.noted') ?? {};
  expect([u, d]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(Math.min(u, d)).toBeGreaterThan(0);
});

test('a transaction that the server ends is counted as rolled back', async () => {
  for (const statement of [
    'CREATE DATABASE lost',
    'CREATE TABLE lost.plain (ID INT PRIMARY KEY, V INT)',
    'CREATE TABLE lost.locked (ID INT PRIMARY KEY)',
    `CREATE TRIGGER lost.deadlock BEFORE INSERT ON lost.locked FOR EACH ROW
       SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found'`,
    'RESET MASTER',
  ]) {
    await connection.query(statement);
  }
  const tables = ['plain', 'locked'].map((table) => ({ schema: 'lost', table }));
  const { tables: counts, untouched } = await runWorkload(new MysqlWorkload(connection), tables, {
    seed: 1,
    changes: 500,
  });
  expect([...untouched]).toEqual([['lost.locked', 'Deadlock found']]);
  const logged = await loggedRows(connection, await keyPlaces('lost'));
  expect({ ...counts.get('lost.plain'), refused: 0 }).toEqual({ ...logged.get('lost.plain'), refused: 0 });
});

test('no table is too full to go on with', async () => {
  await connection.query('CREATE DATABASE full');
  await connection.query('CREATE TABLE full.flag (F TINYINT(1) PRIMARY KEY)');
  const { tables } = await runWorkload(new MysqlWorkload(connection), [{ schema: 'full', table: 'flag' }], {
    seed: 1,
    changes: 300,
  });
  const { c = 0, d = 0 } = tables.get('full.flag') ?? {};
  expect(c + d).toBeGreaterThanOrEqual(300);
});

test('every letter that is drawn is one of its character set', async () => {
  for (const set of CHARACTER_SETS) {
    const { plain, awkward, beyondAscii } = lettersOf(set);
    const text = [...plain, ...awkward, ...beyondAscii].join('');
    const table = `letters.\`${set}\``;
    await connection.query('CREATE DATABASE IF NOT EXISTS letters');
    await connection.query(`CREATE TABLE ${table} (V VARCHAR(200) CHARACTER SET ${set})`);
    await connection.query(`INSERT INTO ${table} VALUES (?)`, [text]);
    expect([set, (await rows(`SELECT CONVERT(V USING utf8mb4) AS text FROM ${table}`))[0]?.['text']]).toEqual([
      set,
      text,
    ]);
  }
});

describe('fails', () => {
  const options = { seed: 1, changes: 1 };

  test('for a table that is not there', async () => {
    await expect(
      runWorkload(new MysqlWorkload(connection), [{ schema: FIRST, table: 'nowhere' }], options),
    ).rejects.toThrow(new WorkloadError(`a workload changes tables that the server has, got: ${FIRST}.nowhere`));
  });

  test('for a seed that is no whole number', async () => {
    await expect(runWorkload(new MysqlWorkload(connection), [], { ...options, seed: 0.5 })).rejects.toThrow(
      new WorkloadError('`seed` must be a whole number, got: 0.5'),
    );
  });

  test('when the server has gone', async () => {
    const closed = await server.connect();
    await closed.end();
    await expect(runWorkload(new MysqlWorkload(closed), [], options)).rejects.toThrow(
      /^a statement of the workload on the server failed: .*\n {4}SET NAMES utf8mb4$/,
    );
  });
});
