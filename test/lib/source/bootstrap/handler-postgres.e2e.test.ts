import type { Client } from 'pg';
import { PAGILA } from '../../../../lib/config/tables/pagila';
import type { BootstrapOutcome } from '../../../support/bundled-bootstrap';
import { PASSWORDS } from '../../../support/bundled-bootstrap';
import { type PostgresFixture, PUBLICATION, SLOT, startPostgresFixture } from '../../../support/postgres-fixture';

const ROWS = { actor: 200, film: 1_000, film_actor: 5_462, category: 16, film_category: 1_000, language: 6 };
const HEARTBEAT = ['tributary', 'debezium_heartbeat'];
const CAPTURED = Object.keys(ROWS).map((table) => ['public', table]);
const PUBLISHED = `SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = '${PUBLICATION}' ORDER BY 1, 2`;
/** What a run may change: tables and rights to them, the publication, the heartbeat. A right that is given again is another row of it. */
const CATALOG = `SELECT 'table', oid::text, concat_ws(' ', relfilenode, relreplident, relacl) FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text IN ('public', 'tributary')
  UNION ALL SELECT 'publication', oid::text, xmin::text FROM pg_publication
  UNION ALL SELECT 'published', oid::text, xmin::text FROM pg_publication_rel
  UNION ALL SELECT 'heartbeat', id::text, beat_at::text FROM tributary.debezium_heartbeat ORDER BY 1, 2`;
jest.setTimeout(120_000);

let fixture: PostgresFixture;
beforeAll(async () => {
  fixture = await startPostgresFixture();
});
afterAll(() => fixture?.stop());

const sorted = (tables: readonly string[][]): string[][] =>
  [...tables].sort((one, other) => (`${one}` < `${other}` ? -1 : 1));
const identityOf = async (table: string): Promise<unknown> =>
  (await fixture.rows(`SELECT relreplident FROM pg_class WHERE oid = 'public.${table}'::regclass`))[0]?.[0];

describe('first run', () => {
  let outcome: BootstrapOutcome;
  beforeAll(async () => {
    outcome = await fixture.run(fixture.request());
  });

  test('succeeds with an id that stays, takes every column as it is declared, and says no password', () => {
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.output).toContain('{"PhysicalResourceId":"Bootstrap"}');
    expect(outcome.output).not.toContain('undeclaredColumns');
    expect(outcome.output).not.toMatch(/Cdc-pass|App-pass|Admin-pa/);
  });

  test.each(Object.entries(ROWS))('fills %s with %d rows', async (table, rows) => {
    expect(await fixture.rows(`SELECT count(*)::int FROM public.${table}`)).toEqual([[rows]]);
  });

  test('publishes the captured tables and the heartbeat, and nothing else', async () => {
    expect(await fixture.rows(PUBLISHED)).toEqual(sorted([...CAPTURED, HEARTBEAT]));
    expect(
      await fixture.rows(
        `SELECT puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot FROM pg_publication WHERE pubname = '${PUBLICATION}'`,
      ),
    ).toEqual([[false, true, true, true, true, true]]);
  });

  test('leaves the place in the log to the connector', async () => {
    expect(await fixture.rows('SELECT slot_name FROM pg_replication_slots')).toEqual([]);
  });
});

describe('the CDC user', () => {
  let cdc: Client;
  beforeAll(async () => {
    cdc = await fixture.server.connect('cdc', PASSWORDS.cdc);
  });
  afterAll(() => cdc?.end());

  test('has the least that a connector needs', async () => {
    const grants = await fixture.rows(
      `SELECT table_schema || '.' || table_name, string_agg(privilege_type, ', ' ORDER BY privilege_type)
         FROM information_schema.role_table_grants WHERE grantee = 'cdc' GROUP BY 1 ORDER BY 1`,
    );
    expect(grants).toEqual([
      ...sorted(CAPTURED).map(([schema, table]) => [`${schema}.${table}`, 'SELECT']),
      [HEARTBEAT.join('.'), 'INSERT, SELECT, UPDATE'],
    ]);
    expect(
      await fixture.rows(`SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'cdc'::regrole`),
    ).toEqual([['rds_replication']]);
  });

  test('can do what a snapshot and a heartbeat do, and no more', async () => {
    await cdc.query('SELECT * FROM public.actor LIMIT 1');
    await cdc.query('UPDATE tributary.debezium_heartbeat SET beat_at = clock_timestamp() WHERE id = 1');
    for (const sql of [
      'DELETE FROM public.actor',
      'SELECT * FROM public.inventory',
      'CREATE TABLE tributary.other (id int)',
      `ALTER PUBLICATION ${PUBLICATION} ADD TABLE public.inventory`,
    ]) {
      await expect(cdc.query(sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });
});

describe('a later run', () => {
  test('changes nothing, brings back no deleted row, and gives the users their new passwords', async () => {
    const app = await fixture.server.connect('app', PASSWORDS.app);
    await app.query(
      "DELETE FROM film_category WHERE film_id = 1; UPDATE actor SET first_name = 'changed' WHERE actor_id = 1",
    );
    await app.end();
    const before = await fixture.rows(CATALOG);
    fixture.setSecret('cdc', 'Rotated_1');
    const outcome = await fixture.run(fixture.request(), { RequestType: 'Update', PhysicalResourceId: 'kept' });
    expect(outcome).toMatchObject({ code: 0, output: expect.stringContaining('{"PhysicalResourceId":"kept"}') });
    expect(await fixture.rows(CATALOG)).toEqual(before);
    expect(await fixture.rows('SELECT count(*)::int FROM film_category')).toEqual([[999]]);
    expect(await fixture.rows('SELECT first_name FROM actor WHERE actor_id = 1')).toEqual([['changed']]);
    await expect(fixture.server.connect('cdc', PASSWORDS.cdc)).rejects.toThrow('password authentication failed');
    await (await fixture.server.connect('cdc', 'Rotated_1')).end();
    fixture.setSecret('cdc', PASSWORDS.cdc);
    expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
  });

  test('publishes a table that is captured from now on, and one that is no longer leaves', async () => {
    await fixture.admin.query('CREATE TABLE "Odd ""name""" ("ID" int PRIMARY KEY)');
    const odd = { schema: 'public', table: 'Odd "name"', keyColumns: ['ID'], columns: { ID: 'INT' } };
    const { language: _gone, ...others } = PAGILA;
    const request = { ...fixture.request(), capturedTables: [...Object.values(others), odd] };
    expect(await fixture.run(request)).toMatchObject({ code: 0 });
    const kept = CAPTURED.filter(([, table]) => table !== 'language');
    expect(await fixture.rows(PUBLISHED)).toEqual(sorted([...kept, ['public', odd.table], HEARTBEAT]));
    expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
    expect(await fixture.rows(PUBLISHED)).toEqual(sorted([...CAPTURED, HEARTBEAT]));
  });

  test('gives each table the replica identity that is declared, and takes it back', async () => {
    const film = { ...PAGILA.film, replicaIdentity: 'full' as const };
    const request = { ...fixture.request(), capturedTables: Object.values({ ...PAGILA, film }) };
    expect(await fixture.run(request)).toMatchObject({ code: 0 });
    expect([await identityOf('film'), await identityOf('actor')]).toEqual(['f', 'd']);
    expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
    expect(await identityOf('film')).toBe('d');
  });

  test('gives it to partitions as well, which have it by themselves', async () => {
    await fixture.admin.query(`
      CREATE TABLE visit (id int PRIMARY KEY) PARTITION BY RANGE (id);
      CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (1) TO (10) PARTITION BY RANGE (id);
      CREATE TABLE "visit 1.1" PARTITION OF visit_1 FOR VALUES FROM (1) TO (5)`);
    const visit = { schema: 'public', table: 'visit', keyColumns: ['id'], columns: { id: 'INT' } } as const;
    const capturing = (replicaIdentity: 'default' | 'full') =>
      fixture.run({ ...fixture.request(), capturedTables: [{ ...visit, replicaIdentity }] });
    const identities = `SELECT relreplident FROM pg_class WHERE relname LIKE 'visit%' AND relkind IN ('r', 'p')`;
    expect(await capturing('full')).toMatchObject({ code: 0 });
    expect(await fixture.rows(identities)).toEqual([['f'], ['f'], ['f']]);
    expect(await capturing('default')).toMatchObject({ code: 0 });
    expect(await fixture.rows(identities)).toEqual([['d'], ['d'], ['d']]);
  });

  test('captures a partitioned table through its parent, and keeps to that', async () => {
    await fixture.admin.query(`
      CREATE TABLE payment (id int, at date, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
      CREATE TABLE payment_2024 PARTITION OF payment FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`);
    const payment = {
      schema: 'public',
      table: 'payment',
      keyColumns: ['at', 'id'],
      columns: { id: 'INT', at: 'DATE' },
    };
    const request = { ...fixture.request(), capturedTables: [...Object.values(PAGILA), payment] };
    expect(await fixture.run(request)).toMatchObject({ code: 0 });
    expect(await fixture.rows(PUBLISHED)).toEqual(sorted([...CAPTURED, ['public', 'payment'], HEARTBEAT]));
    const before = await fixture.rows(CATALOG);
    expect(await fixture.run(request)).toMatchObject({ code: 0 });
    expect(await fixture.rows(CATALOG)).toEqual(before);
  });
});

describe('at once fails', () => {
  test('a wrong password, and does not repeat it', async () => {
    fixture.setSecret('admin', 'Wrong_1');
    const outcome = await fixture.run(fixture.request());
    fixture.setSecret('admin', fixture.server.admin.password);
    expect(outcome).toEqual({
      code: 1,
      output: expect.stringContaining('password authentication failed for user "admin"'),
    });
    expect(outcome.output).not.toContain('Wrong_1');
  });

  test('a certificate of another host or authority', async () => {
    expect(await fixture.run({ ...fixture.request(), hostname: '0.0.0.0' })).toEqual({
      code: 1,
      output: expect.stringMatching(/Hostname\/IP does not match certificate's altnames/),
    });
    const outcome = await fixture.run(fixture.request(), {}, { DATABASE_CA_FILE: undefined });
    expect(outcome).toEqual({
      code: 1,
      output: expect.stringMatching(/self-signed certificate|unable to (get|verify)/),
    });
  });
});

describe('a deletion', () => {
  const remove = (more: object = {}): Promise<BootstrapOutcome> =>
    fixture.run({ ...fixture.request(), ...more }, { RequestType: 'Delete', PhysicalResourceId: 'kept' });
  const left = async (): Promise<unknown> => [
    await fixture.rows('SELECT pubname FROM pg_publication'),
    await fixture.rows('SELECT slot_name FROM pg_replication_slots'),
  ];
  beforeEach(async () => {
    expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
    await fixture.admin.query(`SELECT pg_create_logical_replication_slot('${SLOT}', 'pgoutput')`);
  });

  test('drops slot and publication, once nobody reads from it, and is done again without harm', async () => {
    const end = await fixture.readSlot();
    setTimeout(end, 1_000);
    const outcome = await remove();
    expect(outcome).toEqual({ code: 0, output: expect.stringContaining('{"PhysicalResourceId":"kept"}') });
    expect(await left()).toEqual([[], []]);
    expect(await remove()).toMatchObject({ code: 0 });
    expect(await fixture.rows('SELECT count(*)::int FROM actor')).toEqual([[200]]);
  });

  test('where nobody of the platform may drop it, says that it is still there', async () => {
    const outcome = await remove({ adminSecretArn: undefined });
    expect(outcome).toEqual({ code: 0, output: expect.stringContaining(`{"stillThere":"slot ${SLOT}"`) });
    expect(await left()).toEqual([[[PUBLICATION]], [[SLOT]]]);
    await fixture.admin.query(`SELECT pg_drop_replication_slot('${SLOT}')`);
  });
});
