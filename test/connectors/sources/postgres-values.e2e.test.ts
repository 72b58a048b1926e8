import { join } from 'node:path';
import { parse, stringify } from 'lossless-json';
import type { Client } from 'pg';
import type { ColumnType } from '../../../connectors/column-type';
import { type Dataset, topicName } from '../../../connectors/dataset';
import { describeSource, readSource } from '../../../local/databases/postgres/read-source';
import { canonicalValue, eventText } from '../../../local/proofs/canonical-value';
import type { TopicRecord } from '../../../local/proofs/topic-reader';
import { START_MILLISECONDS } from '../../support/capture';
import { CapturedPostgres } from '../../support/captured-postgres';
import {
  COLUMNS,
  DEFAULTS,
  DESCRIBED,
  inserts,
  LONG,
  LONG_VALUES,
  NULLS,
  ROWS,
  STRICT_COLUMNS,
  withoutId,
  withoutNote,
} from '../../support/postgres-columns';
import { OWN_TYPES, POSTGRES_TYPES } from '../../support/postgres-types';
import { postgresTypesPage, type ToldPostgresType } from '../../support/postgres-types-page';
import { keepTypesPart } from '../../support/types-page';
import { UpsertProcess } from '../../support/upsert-process';
import { UpsertedTable } from '../../support/upserted-table';

jest.setTimeout(START_MILLISECONDS);

/** What is added to the keys of rows that the log tells. */
const BY_LOG = 100;
const captured = new CapturedPostgres('postgres-values');
let client: Client;
let upsert: UpsertProcess;

beforeAll(async () => {
  upsert = new UpsertProcess(captured.runtime, captured.directory);
  // By which a server would spell values otherwise to whoever does not say how.
  await captured.start({
    DateStyle: 'SQL, DMY',
    IntervalStyle: 'sql_standard',
    TimeZone: 'Asia/Kolkata',
    bytea_output: 'escape',
    extra_float_digits: '0',
  });
  const tables = ['everything', 'later', 'defaults', 'long', 'long_full', 'several', 'strict'];
  const of = await captured.prepare(
    'shop',
    tables.map((table) => dataset(table)),
    [
      ...OWN_TYPES,
      `CREATE TABLE everything (id integer PRIMARY KEY, ${COLUMNS})`,
      ...inserts('everything', 0),
      `CREATE TABLE later (id integer PRIMARY KEY, ${COLUMNS})`,
      `CREATE TABLE defaults (id integer PRIMARY KEY, ${DEFAULTS})`,
      `INSERT INTO defaults VALUES (1${', NULL'.repeat(NULLS)})`,
      ...['long', 'long_full'].map((name) => `CREATE TABLE ${name} (id integer PRIMARY KEY, note integer, ${LONG})`),
      'CREATE TABLE several (id integer PRIMARY KEY, v text[])',
      `CREATE TABLE strict (id integer PRIMARY KEY, ${STRICT_COLUMNS})`,
    ],
  );
  const { source, capture } = captured;
  client = await source.session();
  await client.query('ALTER TABLE long_full REPLICA IDENTITY FULL');
  await capture.follow(source.server, of);
}, START_MILLISECONDS);

afterAll(async () => {
  upsert?.end();
  await captured.end();
});

test('every type at its limits, by the snapshot and by the log, in the event and in the table', async () => {
  await recordsOf('everything', ROWS);
  for (const statement of [...inserts('everything', BY_LOG), ...inserts('later', 0)]) await client.query(statement);
  const records = await recordsOf('everything', 2 * ROWS);
  const [bySnapshot, byLog] = [rowsOf(records.slice(0, ROWS)), rowsOf(records.slice(ROWS))];
  expect(byLog.map(withoutId)).toEqual(bySnapshot.map(withoutId));
  expect(rowsOf(await recordsOf('later', ROWS)).map(withoutId)).toEqual(bySnapshot.map(withoutId));

  const source = await describeSource(client, { schema: 'public', table: 'everything', topic: '', ownTopic: '' });
  const held = [...(await readSource(client, source)).values()];
  const shown = (await client.query(`SELECT * FROM everything ORDER BY id`)).rows as Record<string, string | null>[];
  const described = (await client.query(DESCRIBED)).rows as { dataType: string; columnType: string }[];
  const declared = await tableOf(records, true);
  const undeclared = await tableOf(records, false);
  const told: ToldPostgresType[] = POSTGRES_TYPES.map((type, at) => {
    const name = `c${at}`;
    const column = source.columns.find((each) => each.name === name);
    if (column === undefined) throw new Error(`${type.type} must be a column of the table`);
    const values = type.values.map((_, index) => {
      const event = eventText((parse(records[index]?.value ?? '') as Envelope).after[name]);
      const canonical = held[index]?.[source.columns.indexOf(column)];
      // What the proofs take for equal: the database, the event, and the table of either kind.
      for (const [from, other] of [
        ['event', event],
        ['declared', textOf(declared[index]?.[name])],
        ['undeclared', textOf(undeclared[index]?.[name])],
      ] as const) {
        // Bytes of a table are told in another way than by Athena.
        if (from === 'declared' && type.exact?.[0] === 'BINARY') continue;
        expect([type.type, from, canonicalValue(column, other)]).toEqual([type.type, from, canonical]);
      }
      return {
        shown: shown[index]?.[name] ?? 'NULL',
        event: byLog[index]?.[name] ?? 'missing',
        declared: String(declared[index]?.[name]),
        undeclared: String(undeclared[index]?.[name]),
      };
    });
    return { type, column: { columnName: name, dataType: '', columnType: '', ...described[at] }, values };
  });
  keepTypesPart('postgres', postgresTypesPage(told));
});

test('what a declared type does not hold stops the job of the table', async () => {
  const at = (type: string): string => `c${POSTGRES_TYPES.findIndex((each) => each.type === type)}`;
  const records = await recordsOf('everything', ROWS);
  for (const [type, declared] of [
    ['numeric', 'DECIMAL(38,10)'],
    ['date', 'DATE'],
    ['timestamp', 'TIMESTAMP'],
    ['timestamp with time zone', 'TIMESTAMP'],
  ] as const) {
    const table = new UpsertedTable(
      upsert,
      captured.directory,
      dataset('everything', { id: 'INT', [at(type)]: declared }),
      join(captured.directory, `stops-${at(type)}`),
      'postgres-lsn',
    );
    table.archive(records);
    expect(await table.run()).toContain(at(type));
  }
});

test('NULL is NULL where the column has a default', async () => {
  await client.query(`INSERT INTO defaults VALUES (2${', NULL'.repeat(NULLS)})`);
  await client.query('INSERT INTO defaults (id) VALUES (3)');
  const [first = {}, second = {}, third = {}] = rowsOf(await recordsOf('defaults', 3));
  for (const row of [first, second]) expect(new Set(Object.values(withoutId(row)))).toEqual(new Set(['null']));
  expect(Object.values(withoutId(third))).not.toContain('null');
});

test('of a row that is deleted its key is told, also where nothing may be NULL', async () => {
  const [insert = ''] = inserts('strict', 1);
  for (const statement of [insert, 'UPDATE strict SET id = 2', 'DELETE FROM strict']) await client.query(statement);
  // An insert; a delete, its tombstone and an insert; a delete and its tombstone.
  const records = await recordsOf('strict', 6);
  const told = records.flatMap(({ key, value }) =>
    value === null ? [] : [[key, (parse(value) as { op: string }).op]],
  );
  expect(told).toEqual([
    ['{"id":1}', 'c'],
    ['{"id":1}', 'd'],
    ['{"id":2}', 'c'],
    ['{"id":2}', 'd'],
  ]);
});

test('a long value that a change leaves alone stays as it was, of every type', async () => {
  for (const table of ['long', 'long_full']) {
    for (const statement of [
      `INSERT INTO ${table} SELECT 1, 1, ${LONG_VALUES}`,
      `UPDATE ${table} SET note = 2 WHERE id = 1`,
      `UPDATE ${table} SET id = 2 WHERE id = 1`,
    ]) {
      await client.query(statement);
    }
  }
  // An insert, a change, and a change of the key, which is a delete with its tombstone and an insert.
  const full = await recordsOf('long_full', 5);
  const [created = {}, updated = {}, moved = {}] = rowsOf(full.filter(({ value }) => afterOf(value) !== null));
  expect([withoutNote(updated), withoutNote(moved)]).toEqual([withoutNote(created), withoutNote(created)]);

  const records = await recordsOf('long', 5);
  const [, untold = {}] = rowsOf(records.filter(({ value }) => afterOf(value) !== null));
  expect(Object.values(withoutNote(untold)).filter((value) => value === 'missing' || value === 'null')).toEqual([]);
  const table = new UpsertedTable(
    upsert,
    captured.directory,
    dataset('long', { id: 'INT', note: 'INT' }),
    undefined,
    'postgres-lsn',
  );
  table.archive(records.slice(0, 2));
  expect(await table.run()).toBeUndefined();
  const [row = {}] = await table.rows('texts');
  expect(row['note']).toBe('2');
  for (const [name, value] of Object.entries(withoutNote(created))) {
    const text = value.startsWith('"') ? (JSON.parse(value) as string) : value;
    expect([name, row[name]]).toEqual([name, text]);
  }
});

test('an array of several dimensions stops the capture, which names it', async () => {
  await client.query(`INSERT INTO several VALUES (1, '{{a,b},{c,d}}')`);
  await expect(recordsOf('several', 1)).rejects.toThrow(/several\.v` must hold .* as an array of one dimension/);
});

interface Envelope {
  readonly after: Record<string, unknown>;
}

function dataset(table: string, columns: Dataset['columns'] = { id: 'INT' }): Dataset {
  return { source: 'shop', schema: 'public', table, keyColumns: ['id'], columns };
}

function recordsOf(table: string, count: number): Promise<readonly TopicRecord[]> {
  return captured.capture.records(topicName(dataset(table)), count);
}

function afterOf(value: string | null): unknown {
  return value === null ? null : (parse(value) as Envelope).after;
}

/** What `after` holds, each value as its JSON. */
function rowsOf(records: readonly TopicRecord[]): Record<string, string>[] {
  return records.map(({ value }) =>
    Object.fromEntries(
      Object.entries(afterOf(value) as Envelope['after']).map(([name, each]) => [name, stringify(each) ?? 'missing']),
    ),
  );
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** @param isDeclared whether columns are declared by the first type that holds them; all else arrives as text */
async function tableOf(records: readonly TopicRecord[], isDeclared: boolean): Promise<Record<string, unknown>[]> {
  const columns = POSTGRES_TYPES.flatMap(({ exact }, at) =>
    isDeclared && exact?.[0] !== undefined ? [[`c${at}`, exact[0] as ColumnType] as const] : [],
  );
  const lake = join(captured.directory, isDeclared ? 'declared' : 'undeclared');
  const declared = dataset('everything', { id: 'INT', ...Object.fromEntries(columns) });
  const table = new UpsertedTable(upsert, captured.directory, declared, lake, 'postgres-lsn');
  table.archive(records);
  expect(await table.run()).toBeUndefined();
  return table.rows('texts');
}
