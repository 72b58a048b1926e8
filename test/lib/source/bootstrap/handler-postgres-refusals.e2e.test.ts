import { PAGILA } from '../../../../lib/config/tables/pagila';
import type { BootstrapRequest, CapturedTable } from '../../../../lib/source/bootstrap/bootstrap-request';
import { PASSWORDS } from '../../../support/bundled-bootstrap';
import { type PostgresFixture, PUBLICATION, SLOT, startPostgresFixture } from '../../../support/postgres-fixture';

jest.setTimeout(120_000);

let fixture: PostgresFixture;
beforeAll(async () => {
  fixture = await startPostgresFixture();
  await fixture.admin.query(`
    CREATE SCHEMA "Café Müller";
    CREATE TABLE no_key (id int);
    CREATE TABLE another_key (a int, b int, PRIMARY KEY (b, a));
    CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY);
    CREATE TABLE parent (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE part PARTITION OF parent FOR VALUES FROM (1) TO (10);
    CREATE TABLE kept (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE UNLOGGED TABLE "lost;part" PARTITION OF kept FOR VALUES FROM (1) TO (10);
    CREATE TABLE elder (id int PRIMARY KEY);
    CREATE TABLE heir (PRIMARY KEY (id)) INHERITS (elder);
    CREATE TABLE late (id int PRIMARY KEY DEFERRABLE);
    CREATE SCHEMA dwh;
    CREATE TABLE dwh.date (id int);
    CREATE TABLE dwh.fact (id int PRIMARY KEY, at date);
    CREATE DOMAIN dwh.flag AS boolean;
    CREATE DOMAIN "Café Müller".flag AS text;
    CREATE TABLE flags (id int PRIMARY KEY, flag dwh.flag, words date[]);
    CREATE DOMAIN degrees AS double precision;
    CREATE TABLE measured (id degrees PRIMARY KEY);
    CREATE TABLE twins (id int PRIMARY KEY, name text, "Name" text);
    CREATE TABLE made (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED, secret text);
    CREATE DOMAIN price AS numeric(7,2);
    CREATE DOMAIN list_price AS price;
    CREATE TYPE mood AS ENUM ('good');
    CREATE TABLE "Café Müller"."typed Table" (
      "ID" bigint PRIMARY KEY, price list_price, mood mood, words text[], free numeric, doc jsonb, at timestamptz(3)
    )`);
});
afterAll(() => fixture?.stop());

const table = (name: string, more: Partial<CapturedTable> = {}): CapturedTable => ({
  schema: 'public',
  table: name,
  keyColumns: ['id'],
  columns: { id: 'INT' },
  ...more,
});
const asked = (...capturedTables: CapturedTable[]): BootstrapRequest => ({ ...fixture.request(), capturedTables });

test.each<[string, CapturedTable, string]>([
  ['that is not there', table('Actor'), '`capturedTables` must name tables that exist, got: public.Actor'],
  ['without a key', table('no_key'), 'must name tables with a primary key, got: public.no_key without one'],
  [
    'with another key',
    table('another_key', { keyColumns: ['a', 'b'], columns: { a: 'INT', b: 'INT' } }),
    '`keyColumns` of public.another_key must be its primary key (b, a), got: (a, b)',
  ],
  [
    'that is not logged',
    table('unlogged'),
    'public.unlogged must be logged, for what is not is in no log, got: UNLOGGED',
  ],
  ['that is a partition', table('part'), 'public.part must be captured through its parent, got: a partition'],
  [
    'with a type that is called as a table beside it',
    table('fact', { schema: 'dwh' }),
    'column at of dwh.fact must have a type whose name no type or table has that the connector would find in its place, or be in `excludedColumns`, got: date beside dwh.date',
  ],
  [
    'with a type of another schema that a third one has as well',
    table('flags'),
    'column flag of public.flags must have a type whose name no type or table has that the connector would find in its place, or be in `excludedColumns`, got: dwh.flag beside "Café Müller".flag',
  ],
  [
    'whose key has two zeros',
    table('measured', { columns: { id: 'DOUBLE' } }),
    'column id of public.measured must not be in the primary key, for 0 and -0 are one key, of which the log tells as of two, got: double precision',
  ],
  [
    'with a partition that is not logged',
    table('kept'),
    'public.kept must have partitions that are logged, and on this server, or their rows are in no log of it, got: "lost;part"',
  ],
  ['that inherits', table('heir'), 'public.heir must be a table by itself, got: one that inherits'],
  [
    'that others inherit from',
    table('elder'),
    'public.elder must be a table by itself, got: one that others inherit from',
  ],
  ['whose key is checked late', table('late'), 'the primary key of public.late must not be deferrable'],
  [
    'whose columns differ in case only',
    table('twins', { columns: { id: 'INT', name: 'STRING' } }),
    'columns of public.twins must have names that differ in more than case, or be in `excludedColumns`, got: Name twice',
  ],
  [
    'with a column that the log does not have',
    table('made', { columns: { id: 'INT', twice: 'INT' } }),
    'column twice of public.made must be in `excludedColumns`, for a value that is made of others is in a snapshot and not in the log, got: GENERATED',
  ],
  [
    'whose excluded column is spelled otherwise, which would leave the source',
    table('made', { excludedColumns: ['twice', 'Secret'] }),
    '`excludedColumns` of public.made must be there (id, twice, secret), got: Secret',
  ],
  [
    'with a type that loses',
    table('typed Table', {
      schema: 'Café Müller',
      keyColumns: ['ID'],
      columns: { ID: 'INT', price: 'DECIMAL(6,2)', mood: 'INT', words: 'STRING', free: 'DECIMAL(38,2)', at: 'DATE' },
    }),
    [
      '`columns.ID` of Café Müller.typed Table must hold every bigint without loss, got: INT',
      '`columns.price` of Café Müller.typed Table must hold every numeric(7,2) without loss, got: DECIMAL(6,2)',
      '`columns.mood` of Café Müller.typed Table must hold every mood without loss, got: INT',
      '`columns.free` of Café Müller.typed Table must hold every numeric without loss, got: DECIMAL(38,2)',
      '`columns.at` of Café Müller.typed Table must hold every timestamp(3) with time zone without loss, got: DATE',
    ].join('; '),
  ],
])('a table %s is refused, and nothing is made', async (_, captured, problem) => {
  const outcome = await fixture.run(asked(captured));
  expect(outcome).toEqual({ code: 1, output: expect.stringContaining(problem) });
  expect(await fixture.rows('SELECT count(*)::int FROM pg_publication')).toEqual([[0]]);
});

test('what is declared rightly is taken, with what is left out and names of all kinds', async () => {
  const typed = table('typed Table', {
    schema: 'Café Müller',
    keyColumns: ['ID'],
    columns: { ID: 'BIGINT', price: 'DECIMAL(7,2)', mood: 'STRING', words: 'STRING', at: 'TIMESTAMP' },
  });
  const outcome = await fixture.run(
    asked(
      typed,
      table('made', { excludedColumns: ['twice', 'secret'] }),
      table('twins', { columns: { id: 'INT', NAME: { type: 'STRING', from: 'name' } }, excludedColumns: ['Name'] }),
    ),
  );
  expect([outcome.code, outcome.output]).toEqual([0, expect.stringContaining('PhysicalResourceId')]);
  expect(outcome.output).toContain('{"table":"Café Müller.typed Table","undeclaredColumns":["free","doc"]}');
});

test('tables of somebody else are refused by the name of who has them, until the administrator acts as that', async () => {
  await fixture.admin.query(`
    CREATE ROLE shop_owner;
    GRANT shop_owner TO CURRENT_USER;
    CREATE SCHEMA shop AUTHORIZATION shop_owner;
    CREATE TABLE shop.owned (id int PRIMARY KEY);
    ALTER TABLE shop.owned OWNER TO shop_owner;
    REVOKE shop_owner FROM CURRENT_USER GRANTED BY CURRENT_USER`);
  const owned = asked(table('owned', { schema: 'shop' }));
  const refused = await fixture.run(owned);
  expect([refused.code, refused.output]).toEqual([
    1,
    expect.stringMatching(
      /shop\.owned must belong to (\S+) or to a role that it is a member of, .*, got: shop_owner; \1 must have USAGE on schema shop with the grant option, got: none/,
    ),
  ]);
  expect(await fixture.rows("SELECT count(*)::int FROM pg_publication_tables WHERE tablename = 'owned'")).toEqual([
    [0],
  ]);
  await fixture.admin.query('GRANT shop_owner TO CURRENT_USER');
  expect(await fixture.run(owned)).toMatchObject({ code: 0 });
});

test('a table that will come is waited for', async () => {
  const later = table('later');
  const waiting: BootstrapRequest = { ...asked(...Object.values(PAGILA), later), whenTablesMissing: 'wait' };
  expect(await fixture.run(waiting)).toEqual({
    code: 0,
    output: expect.stringContaining('{"missingTable":"public.later"}'),
  });
  expect((await fixture.check(waiting)).output).toContain('"problems":[]');
  await fixture.admin.query('CREATE TABLE later (id bigint PRIMARY KEY)');
  expect((await fixture.run(waiting)).output).toContain('`columns.id` of public.later must hold every bigint');
});

describe('where nobody of the platform may prepare it', () => {
  const unprepared = (): BootstrapRequest => {
    const { adminSecretArn: _admin, sample: _sample, ...request } = fixture.request();
    return request;
  };

  test('what was told is enough: then it is proven, and nothing is changed but the heartbeat', async () => {
    expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
    await fixture.admin.query(`DROP PUBLICATION ${PUBLICATION}`);
    await fixture.admin.query('DROP SCHEMA tributary CASCADE');
    await fixture.admin.query('REVOKE SELECT ON ALL TABLES IN SCHEMA public FROM cdc; REVOKE rds_replication FROM cdc');
    await fixture.admin.query('ALTER TABLE film REPLICA IDENTITY FULL');
    const refused = await fixture.run(unprepared());
    expect(refused).toEqual({
      code: 1,
      output: expect.stringContaining(`publication ${PUBLICATION} must be there`),
    });
    for (const problem of [
      'cdc must be a member of rds_replication, or have REPLICATION, got: neither',
      'cdc must have SELECT on public.film, got: none',
      '`replicaIdentity` of public.film must be default, got: f in pg_class.relreplident of film',
    ]) {
      expect(refused.output).toContain(problem);
    }
    expect(refused.output).not.toContain('Cdc-pass');
    const statements = [...refused.output.matchAll(/^\{"toBeRun":.*\}$/gm)].map(
      ([line]) => (JSON.parse(line) as { toBeRun: string }).toBeRun,
    );
    expect(statements.filter((text) => text.includes('<password of the secret>'))).toHaveLength(1);
    for (const statement of statements.filter((text) => !text.includes('<password of the secret>'))) {
      await fixture.admin.query(statement);
    }
    const proven = await fixture.run(unprepared());
    expect([proven.code, proven.output]).toEqual([0, expect.stringContaining('PhysicalResourceId')]);
  });

  test('a heartbeat table without its row is refused, and so is none', async () => {
    await fixture.admin.query('DELETE FROM tributary.debezium_heartbeat');
    const empty = await fixture.run(unprepared());
    expect([empty.code, empty.output]).toEqual([
      1,
      expect.stringContaining('must have the row with `id` 1, got: none'),
    ]);
    await fixture.admin.query('DROP TABLE tributary.debezium_heartbeat');
    const none = await fixture.run(unprepared());
    expect(none.code).toBe(1);
    expect(none.output).toMatch(/070-heartbeat\.sql|none of tributary\.debezium_heartbeat/);
  });
});

test('a server whose log has too little is refused before anything is made', async () => {
  const other = await startPostgresFixture({});
  try {
    const outcome = await other.run({ ...other.request(), publication: PUBLICATION, slot: SLOT });
    expect(outcome).toEqual({
      code: 1,
      output: expect.stringMatching(/`wal_level` must be logical \(`rds\.logical_replication` .*\), got: replica/),
    });
    expect(await other.rows("SELECT to_regclass('public.actor'), to_regnamespace('tributary')")).toEqual([
      [null, null],
    ]);
    await expect(other.server.connect('cdc', PASSWORDS.cdc)).rejects.toThrow('password authentication failed');
  } finally {
    await other.stop();
  }
});
