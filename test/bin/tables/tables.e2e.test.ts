import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadDump } from '../../../bin/tables/load-dump';
import { type UpdateRequest, updateTables } from '../../../bin/tables/update-tables';
import type { Table } from '../../../connectors/dataset';
import { environmentProblems } from '../../../lib/config/environment-problems';
import { DESTINATION_KINDS } from '../../../lib/pipelines/kinds';
import { planPlatform } from '../../../lib/pipelines/platform-plan';
import { PlatformStage } from '../../../lib/platform-stage';
import { bestType } from '../../../lib/source/declare/best-type';
import { MYSQL_TYPES } from '../../../lib/source/declare/mysql-types';
import { TABLES as SAMPLE } from '../../fixtures/datasets';
import { SMALL } from '../../fixtures/environments';
import { SHOP_TABLES, shopTable } from '../../fixtures/shop-tables';
import { type BootstrapFixture, startBootstrapFixture } from '../../support/bootstrap-fixture';
import { interruptTables } from '../../support/interrupt-tables';
import { tablesIn } from '../../support/tables-in';
import { testApp } from '../../support/test-app';
import { create, describedBy, TABLES as TYPED } from '../../support/typed-tables';

const ROOT = resolve(__dirname, '..', '..', '..');
const SHOP = join(ROOT, 'test', 'fixtures', 'shop.sql');
jest.setTimeout(180_000);

let fixture: BootstrapFixture;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-tables-'));
  fixture = await startBootstrapFixture();
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
  await loadDump(fixture.root, SHOP, readFileSync(SHOP, 'utf8'), 'shop');
});
afterAll(async () => {
  await fixture?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function request(database: string, from: string, more: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    root: ROOT,
    folder,
    database,
    from,
    trust: { kind: 'file', path: fixture.server.certificates.caFile },
    acknowledgeCascades: false,
    variables: { TRIBUTARY_DATABASE_PASSWORD: fixture.server.admin.password },
    print: () => {},
    ...more,
  };
}

const liveUrl = (schema: string): string => `mysql://admin@${fixture.server.host}:${fixture.server.port}/${schema}`;
const written = (database: string): Record<string, Table> => tablesIn(join(folder, `${database}.ts`));

async function bootstrap(tables: Record<string, Table>): Promise<{ readonly code: number; readonly output: string }> {
  return fixture.run({ ...fixture.request(), capturedTables: Object.values(tables) });
}

test('names are those of the file, whatever a dump says of its client', async () => {
  const dump = join(folder, 'said.sql');
  writeFileSync(
    dump,
    'SET character_set_client = latin1;\nCREATE TABLE `Maße` (id INT PRIMARY KEY, `Größe` INT);\nSET NAMES latin1;\nCREATE TABLE `Ж` (id INT PRIMARY KEY);',
  );
  await updateTables(request('said', dump));
  expect(Object.values(written('said')).map(({ table, columns }) => [table, JSON.stringify(columns)])).toEqual([
    ['Maße', expect.stringContaining('Größe')],
    ['Ж', expect.anything()],
  ]);
});

test('a dump of a shop becomes tables that the bootstrap takes as they are, and reasons for the others', async () => {
  const { added, leftOut } = await updateTables(request('shop', SHOP));
  const tables = written('shop');
  expect(Object.keys(tables)).toEqual(added);
  expect(tables).toEqual(SHOP_TABLES);
  expect(leftOut).toEqual([
    expect.stringMatching(/^shop\.a\.b: its name must be 1 to 64 letters, .* got: "a\.b"; rename it in the source$/),
    expect.stringMatching(/^shop\.measure: column at of shop\.measure must not be in the primary key, .* got: float$/),
    'shop.no_key: has no primary key, without which no change can be merged: give it one in the source',
    expect.stringMatching(/^shop\.note: column text of shop\.note must be in another character set, .* got: sjis$/),
    expect.stringMatching(
      /^shop\.rental: `foreignKeyCascades` of shop\.rental must be acknowledged .* fk_rental_film .*; --acknowledge-cascades says so/,
    ),
    expect.stringMatching(/^shop\.state: column name of shop\.state must have no option with a comma/),
    'shop.sys@log: would have the topic of shop.sys$log; declare it by hand, and give it a capture of its own',
    'view film_list: its rows are those of tables',
  ]);
  const outcome = await bootstrap(tables);
  expect(outcome).toMatchObject({ code: 0 });
  expect(outcome.output).not.toContain('undeclaredColumns');
});

test('text that is the only exact type says why, and a second run finds nothing to do', async () => {
  const before = readFileSync(join(folder, 'shop.ts'), 'utf8');
  expect(before.match(/ \/\/ .*/g)).toEqual([
    ' // ENUM: the text of the option',
    ' // SET: the texts of its options',
    ' // TIME: may be negative, or longer than a day',
    ' // TINYINT(1): say TINYINT where it has other numbers than 0 and 1',
    ' // BIGINT UNSIGNED: more than a BIGINT holds',
    ' // DECIMAL: more digits than a DECIMAL of the lake has',
    ' // JSON: the document as text',
    ' // POINT: no type of the lake holds it',
  ]);
  const lines: string[] = [];
  expect(await updateTables(request('shop', liveUrl('shop'), { print: (line) => lines.push(line) }))).toMatchObject({
    added: [],
  });
  expect(lines[0]).toMatch(/shop\.ts: 0 new tables, 0 new columns, from shop$/);
  expect(readFileSync(join(folder, 'shop.ts'), 'utf8')).toBe(before);
});

test('a script that names no schema is about the one that the file has, and a failing statement is told by its line', async () => {
  const script = join(folder, 'more.sql');
  writeFileSync(
    join(folder, 'film.ts'),
    "export const FILM = { a: { schema: 'shop', table: 'A', keyColumns: ['id'], columns: { id: 'INT' } } };",
  );
  writeFileSync(
    script,
    'CREATE TABLE A (id INT PRIMARY KEY, at DATE);\n# more; to come\nCREATE TABLE B (id INT PRIMARY KEY);',
  );
  expect(await updateTables(request('film', script))).toMatchObject({ added: ['b'], addedColumns: ['a.at'] });
  expect(Object.values(written('film')).map(({ schema }) => schema)).toEqual(['shop', 'shop']);

  const failing = 'CREATE TABLE A (id INT PRIMARY KEY);\n\nCREATE TABLE B (id UUID PRIMARY KEY);';
  await expect(loadDump(fixture.root, 'more.sql', failing, 'more')).rejects.toThrow(
    /`more\.sql:3` must be a statement that MySQL takes, got: .*UUID/,
  );
});

test('tables with cascades are declared where somebody acknowledges them', async () => {
  const from = liveUrl('shop');
  const { added } = await updateTables(request('acknowledged', from, { acknowledgeCascades: true }));
  expect(added).toContain('rental');
  const { rental } = written('acknowledged');
  expect(rental).toEqual({
    ...shopTable('rental', { rental_id: 'INT', film_id: 'BIGINT' }, ['rental_id']),
    foreignKeyCascades: 'acknowledged',
  });
  expect(await bootstrap({ rental: rental as Table })).toMatchObject({ code: 0 });
});

test('300 tables are declared in less than a minute', async () => {
  const names = Array.from({ length: 300 }, (_, number) => `T_${String(number).padStart(3, '0')}`);
  const script = names
    .map(
      (name) =>
        `CREATE TABLE ${name} (ID BIGINT UNSIGNED NOT NULL, LINE INT NOT NULL, NAME VARCHAR(100), AMOUNT DECIMAL(12,2), MADE DATETIME(3), STATE ENUM('a','b'), PRIMARY KEY (ID, LINE));`,
    )
    .join('\n');
  const file = join(folder, 'many.sql');
  writeFileSync(file, script);
  const began = Date.now();
  const { added, leftOut } = await updateTables(request('many', file));
  const seconds = (Date.now() - began) / 1_000;
  expect([added.length, leftOut]).toEqual([300, []]);
  expect(seconds).toBeLessThan(60);
  await loadDump(fixture.root, file, script, 'many');
  const tables = Object.entries(written('many'));
  for (const half of [tables.slice(0, 150), tables.slice(150)]) {
    const outcome = await bootstrap(Object.fromEntries(half));
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.output).not.toContain('undeclaredColumns');
  }
});

test('a live server is read over verified TLS, and tells what its dump does', async () => {
  await updateTables(request('live', liveUrl('shop')));
  const { crmActor, shopActor, ...others } = written('shop');
  expect(crmActor).toEqual(shopTable('actor', {}, ['id'], 'crm'));
  expect(written('live')).toEqual({ actor: shopActor, ...others });

  const refused = updateTables(request('other', liveUrl('shop'), { trust: { kind: 'rds' } }));
  await expect(refused).rejects.toThrow(/must let admin in over TLS, got: .*certificate/);
  const wrong = { TRIBUTARY_DATABASE_PASSWORD: 'Wr0ng-password' };
  const denied = updateTables(request('other', liveUrl('shop'), { variables: wrong }));
  await expect(denied).rejects.toThrow('got: Access denied');
  expect(readdirSync(folder)).not.toContain('other.ts');
});

test('the tables of the sample are in the form that the command writes', async () => {
  const path = join(folder, 'salesdb.ts');
  copyFileSync(join(ROOT, 'lib', 'config', 'tables', 'salesdb.ts'), path);
  const before = readFileSync(path, 'utf8');
  expect(await updateTables(request('salesdb', liveUrl('salesdb')))).toMatchObject({
    added: [],
    addedColumns: [],
    leftOut: [],
    differences: [],
  });
  expect(readFileSync(path, 'utf8')).toBe(before);

  await updateTables(request('sample', liveUrl('salesdb')));
  const { partitions, ...salesOrderDetail } = SAMPLE.salesOrderDetail;
  expect(partitions).toBe(3);
  expect(written('sample')).toEqual({ ...SAMPLE, salesOrderDetail });
  for (const entry of readFileSync(join(folder, 'sample.ts'), 'utf8').match(/^ {2}\w+: \{\n[\s\S]*?^ {2}\},\n/gm) ??
    []) {
    expect(before.replace('    partitions: 3,\n', '')).toContain(entry);
  }
});

test.each(TYPED)('every type of MySQL is declared as the best that holds it: $name', async ({ name, columns }) => {
  await fixture.root.query(create(name, columns));
  const described = await describedBy(fixture.server, name);
  expect(described.map((column, at) => [columns[at]?.type, bestType(column, MYSQL_TYPES)])).toEqual(
    columns.map(({ type, exact }) => [type, exact[0] ?? 'STRING']),
  );
});

test('the tables of the shop make an environment', () => {
  const sales = SMALL.databases['sales'];
  const config = {
    ...SMALL,
    databases: { sales: { ...sales, tables: written('shop') } as never },
    serving: { athena: { ...SMALL.serving.athena, queriedTables: { tables: Object.keys(written('shop')) } } },
  };
  expect(environmentProblems(config)).toEqual([]);
  expect(planPlatform(config, DESTINATION_KINDS).lakeTables).toHaveLength(Object.keys(written('shop')).length);
  new PlatformStage(testApp(), config);
});

test('a Ctrl-C ends the server, and leaves no file', async () => {
  const { exitCode, left, tableFiles } = await interruptTables('mysql', SHOP, folder);
  expect([exitCode, left]).toEqual([130, []]);
  expect(tableFiles).not.toContain('stopped.ts');
});
