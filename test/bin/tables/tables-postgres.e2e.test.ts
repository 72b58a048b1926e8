import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadPostgresDump } from '../../../bin/tables/load-postgres-dump';
import { type UpdateRequest, updateTables } from '../../../bin/tables/update-tables';
import type { Table } from '../../../connectors/dataset';
import { tableProblems } from '../../../connectors/table-problems';
import { PAGILA } from '../../../lib/config/tables/pagila';
import { POSTGRES } from '../../../lib/core/render-sql';
import type { SqlConnection } from '../../../lib/source/bootstrap/sql-connection';
import { RENTAL_TABLES } from '../../fixtures/rental-tables';
import { interruptTables } from '../../support/interrupt-tables';
import { type PostgresFixture, startPostgresFixture } from '../../support/postgres-fixture';
import { tablesIn } from '../../support/tables-in';

const ROOT = resolve(__dirname, '..', '..', '..');
const RENTAL = join(ROOT, 'test', 'fixtures', 'rental-postgres.sql');
const HEADER = '--\n-- PostgreSQL database dump\n--\n\n';
jest.setTimeout(120_000);

let fixture: PostgresFixture;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-tables-'));
  fixture = await startPostgresFixture();
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
  await fixture.admin.query('CREATE DATABASE rental');
  const rental = await connectTo('rental');
  await loadPostgresDump(rental, RENTAL, readFileSync(RENTAL, 'utf8'));
  await rental.end();
});
afterAll(async () => {
  await fixture?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function connectTo(database: string): Promise<SqlConnection> {
  const { username, password } = fixture.server.admin;
  const client = await fixture.server.connect(username, password, { database });
  return {
    quoting: POSTGRES,
    query: async (sql) => ({ rows: (await client.query(sql)).rows, affected: 0 }),
    end: () => client.end(),
  };
}

function request(database: string, from: string, more: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    root: ROOT,
    folder,
    database,
    from,
    trust: { kind: 'file', path: fixture.server.caFile },
    acknowledgeCascades: false,
    variables: { TRIBUTARY_DATABASE_PASSWORD: fixture.server.admin.password },
    print: () => {},
    ...more,
  };
}

const liveUrl = (database: string): string =>
  `postgres://admin@${fixture.server.host}:${fixture.server.port}/${database}`;
const written = (database: string): Record<string, Table> => tablesIn(join(folder, `${database}.ts`));

/** A file that `pg_dump` could have written. */
function dump(name: string, text: string): string {
  const file = join(folder, `${name}.sql`);
  writeFileSync(file, HEADER + text);
  return file;
}

test('what pg_dump wrote becomes tables that the bootstrap takes as they are, and reasons for the others', async () => {
  const lines: string[] = [];
  const { added } = await updateTables(request('rental', RENTAL, { print: (line) => lines.push(line) }));
  const tables = written('rental');
  expect(Object.keys(tables)).toEqual(added);
  expect(tables).toEqual(RENTAL_TABLES);
  expect(Object.values(tables).flatMap((table) => tableProblems('table', table))).toEqual([]);
  expect(lines[0]).toMatch(/rental\.ts: 6 new tables, 0 new columns, from Café Müller, crm, public$/);
  expect(
    lines.filter((line) => line.includes('left out')).map((line) => line.trim().replace(/^left out +/, '')),
  ).toEqual([
    'public.film_list: is a view: its rows are those of tables',
    'public.holds: is an unlogged table: its rows are in no log',
    expect.stringMatching(
      /^public\.name: columns of public\.name must have names that differ in more than case, .* got: Value twice$/,
    ),
    'public.no_key: has no primary key, without which no change can be merged: give it one in the source',
    'public.payment_p2024_01: is a partition: its rows are those of its parent',
    expect.stringMatching(/^public\.place: .* must be a table by itself, got: one that others inherit from/),
    'public.place_of_old: public.place_of_old must be a table by itself, got: one that inherits',
    expect.stringMatching(/^public\.swap: the primary key of public\.swap must not be deferrable/),
    'public.total: its primary key has id, made of other columns, which the log does not tell: give it another',
    'extension postgis: is not there where the file is read',
    'materialized view public.nearby: its rows are those of tables',
    'foreign table public.far: its rows are in the log of another server',
    'public.store: type "public.geometry" does not exist where the file is read; read the server that has it',
  ]);
  const { sample: _sample, ...asked } = fixture.request();
  const outcome = await fixture.run({ ...asked, database: 'rental', capturedTables: Object.values(tables) });
  expect([outcome.code, outcome.output]).toEqual([0, expect.stringContaining('PhysicalResourceId')]);
  expect(outcome.output).not.toContain('undeclaredColumns');
});

test('text that is the only exact type says why', () => {
  expect(readFileSync(join(folder, 'rental.ts'), 'utf8').match(/ \/\/ .*/g)).toEqual([
    ' // UUID: no type of the lake holds it',
    ' // NUMERIC: any number of digits',
    ' // NUMERIC: more digits than a DECIMAL of the lake has',
    ' // BIT: no type of the lake holds it',
    ' // INTERVAL: no type of the lake holds it',
    ' // TIME: no type of the lake holds it',
    ' // ENUM: the text of the option',
    ' // ARRAY: no type of the lake holds it',
    ' // JSONB: the document as text',
    ' // TSVECTOR: no type of the lake holds it',
  ]);
});

test('a live server is read over verified TLS, tells what its dump does, and nothing of the platform', async () => {
  const before = readFileSync(join(folder, 'rental.ts'), 'utf8');
  const again = await updateTables(request('rental', liveUrl('rental')));
  expect(again).toMatchObject({ added: [], addedColumns: [], differences: [] });
  expect(readFileSync(join(folder, 'rental.ts'), 'utf8')).toBe(before);
  await updateTables(request('live', liveUrl('rental').replace('postgres:', 'postgresql:'), { schema: 'crm' }));
  expect(written('live')).toEqual({ actor: RENTAL_TABLES['crmActor'] });

  const refused = updateTables(request('other', liveUrl('rental'), { trust: { kind: 'rds' } }));
  await expect(refused).rejects.toThrow(/must let admin in over TLS, got: .*certificate/);
  const wrong = { TRIBUTARY_DATABASE_PASSWORD: 'Wr0ng-password' };
  const denied = updateTables(request('other', liveUrl('rental'), { variables: wrong }));
  await expect(denied).rejects.toThrow('got: password authentication failed');
  const nowhere = updateTables(request('other', liveUrl('nowhere')));
  await expect(nowhere).rejects.toThrow('got: database "nowhere" does not exist');
  expect(readdirSync(folder)).not.toContain('other.ts');
  const anyone = await updateTables(request('anyone', liveUrl('rental'), { trust: { kind: 'anyone' } }));
  expect(anyone.added).toHaveLength(Object.keys(RENTAL_TABLES).length);
});

test('what has changed in the source is added, and what the log does not tell is for a person to decide', async () => {
  const rental = await connectTo('rental');
  await rental.query(`ALTER TABLE film_actor ADD COLUMN "Since" date,
    ADD COLUMN twice integer GENERATED ALWAYS AS (film_id * 2) STORED`);
  await rental.query('CREATE TEMPORARY TABLE mine (id int PRIMARY KEY)');
  const { addedColumns, differences, leftOut } = await updateTables(request('rental', liveUrl('rental')));
  await rental.query('ALTER TABLE film_actor DROP COLUMN "Since", DROP COLUMN twice');
  await rental.end();
  expect(addedColumns).toEqual(['filmActor.Since']);
  expect(differences).toEqual([
    expect.stringMatching(/^column twice of public\.film_actor must be in `excludedColumns`, .* got: GENERATED$/),
  ]);
  expect(leftOut).toContainEqual(
    expect.stringMatching(/^pg_temp_\d+\.mine: is a temporary table: its rows are in no log$/),
  );
  expect(written('rental')['filmActor']?.columns).toEqual({ actor_id: 'INT', film_id: 'INT', Since: 'DATE' });
});

test('the tables of the sample are in the form that the command writes', async () => {
  const path = join(folder, 'pagila.ts');
  copyFileSync(join(ROOT, 'lib', 'config', 'tables', 'pagila.ts'), path);
  const { added, ...others } = await updateTables(request('pagila', liveUrl('pagila')));
  expect(added).toEqual(['inventory']);
  expect(others).toMatchObject({ addedColumns: [], leftOut: [], differences: [] });
  await updateTables(request('sample', liveUrl('pagila')));
  const { inventory, ...sample } = written('sample');
  expect(inventory?.keyColumns).toEqual(['inventory_id']);
  expect(sample).toEqual(PAGILA);
});

describe('a file', () => {
  test('with a statement about tables that fails is told by its line, and writes nothing', async () => {
    const file = dump(
      'failing',
      'CREATE TABLE a (id int PRIMARY KEY);\n\nCREATE TABLE b (id int PRIMARY KEY, id int);',
    );
    await expect(updateTables(request('failing', file))).rejects.toThrow(
      /failing\.sql:7` must be a statement that PostgreSQL takes, got: column "id" specified more than once/,
    );
    expect(readdirSync(folder)).not.toContain('failing.ts');
  });

  test('with a table that cannot be read says so, and does not take it for gone', async () => {
    writeFileSync(
      join(folder, 'spots.ts'),
      "export const SPOTS = { spot: { schema: 'public', table: 'Spot', keyColumns: ['id'], columns: { id: 'INT' } } };",
    );
    const file = dump(
      'spots',
      'CREATE TABLE public."Spot" (id int, at public.geometry);\nCREATE TABLE public.a (id int);\nALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);',
    );
    expect(await updateTables(request('spots', file))).toMatchObject({ added: ['a'], differences: [] });
  });

  test('of several databases, or of no text, is refused', async () => {
    const cluster = dump('cluster', `\\connect a\n\n${HEADER}CREATE TABLE a (id int PRIMARY KEY);`);
    await expect(updateTables(request('cluster', cluster))).rejects.toThrow('must be of one database');
    const archive = join(folder, 'archive.dump');
    writeFileSync(archive, 'PGDMP\u0001\u0010');
    await expect(updateTables(request('archive', archive))).rejects.toThrow(
      '`--from` must be a text, such as `pg_dump --schema-only` writes, got: an archive',
    );
  });

  test('has no right to this computer', async () => {
    const file = dump(
      'harmful',
      `CREATE TABLE a (id int PRIMARY KEY);
CREATE FUNCTION b() RETURNS text LANGUAGE sql AS $$ SELECT pg_read_file('/etc/hostname') $$;
CREATE MATERIALIZED VIEW c AS SELECT b();`,
    );
    expect(await updateTables(request('harmful', file))).toMatchObject({ added: ['a'] });
    const lines: string[] = [];
    await updateTables(request('harmful', file, { print: (line) => lines.push(line) }));
    expect(lines).toContainEqual(expect.stringMatching(/left out +materialized view c: its rows are those of tables$/));
  });
});

test('300 tables are declared in less than a minute', async () => {
  const text = Array.from(
    { length: 300 },
    (_, number) =>
      `CREATE TABLE public.t_${number} (id bigint, line int, name varchar(100), amount numeric(12,2), made timestamptz, PRIMARY KEY (id, line));`,
  ).join('\n');
  const began = Date.now();
  const { added, leftOut } = await updateTables(request('many', dump('many', text)));
  expect([added.length, leftOut]).toEqual([300, []]);
  expect(Date.now() - began).toBeLessThan(60_000);
});

test('a Ctrl-C ends the server, and leaves no file', async () => {
  const { exitCode, left, tableFiles } = await interruptTables('postgres', RENTAL, folder);
  expect([exitCode, left]).toEqual([130, []]);
  expect(tableFiles).not.toContain('stopped.ts');
});
