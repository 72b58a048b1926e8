import { PAGILA } from '../../../../lib/config/tables/pagila';
import { problemsOf } from '../../../support/bootstrap-trial';
import { PASSWORDS } from '../../../support/bundled-bootstrap';
import { type PostgresFixture, PUBLICATION, SLOT, startPostgresFixture } from '../../../support/postgres-fixture';

jest.setTimeout(120_000);

const OTHER_TABLE = 'CREATE TABLE IF NOT EXISTS other (id int PRIMARY KEY)';
let fixture: PostgresFixture;
let endReader: () => Promise<void>;
beforeAll(async () => {
  fixture = await startPostgresFixture();
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
  await fixture.admin.query(OTHER_TABLE);
  await fixture.admin.query(`SELECT pg_create_logical_replication_slot('${SLOT}', 'pgoutput')`);
  endReader = await fixture.readSlot();
});
afterAll(async () => {
  await endReader?.();
  await fixture?.stop();
});

const check = async (): Promise<unknown> => {
  const outcome = await fixture.check(fixture.request());
  expect(outcome.code).toBe(0);
  return problemsOf(outcome, 'pagila');
};

test('finds nothing where all is well, and writes nothing', async () => {
  const next = 'SELECT pg_snapshot_xmax(pg_current_snapshot())::text';
  const written = await fixture.rows(next);
  expect(await check()).toEqual({ problems: [], metric: 0 });
  expect(await fixture.rows(next)).toEqual(written);
});

test.each([
  [
    'a table that somebody took out of the publication',
    `ALTER PUBLICATION ${PUBLICATION} DROP TABLE film`,
    [`publication ${PUBLICATION} must hold every captured table, got: none of public.film`],
  ],
  [
    'one that somebody added',
    `ALTER PUBLICATION ${PUBLICATION} ADD TABLE other`,
    [`publication ${PUBLICATION} must hold captured tables alone, got: public.other`],
  ],
  [
    'a part of one',
    `ALTER PUBLICATION ${PUBLICATION} SET TABLE film WHERE (film_id > 5), actor (actor_id), film_actor, category, film_category, language, tributary.debezium_heartbeat`,
    [
      `publication ${PUBLICATION} must hold tables whole, got: some rows or columns of public.actor`,
      `publication ${PUBLICATION} must hold tables whole, got: some rows or columns of public.film`,
    ],
  ],
  [
    'fewer kinds of changes, and partitions by themselves',
    `ALTER PUBLICATION ${PUBLICATION} SET (publish = 'insert, update', publish_via_partition_root = false)`,
    [
      `publication ${PUBLICATION} must publish insert, update, delete and truncate, got: fewer`,
      `\`publish_via_partition_root\` of publication ${PUBLICATION} must be true, for tables are captured and not partitions, got: false`,
    ],
  ],
  [
    'a publication that is gone',
    `DROP PUBLICATION ${PUBLICATION}`,
    [`publication ${PUBLICATION} must be there, and hold every captured table, got: none`],
  ],
  [
    'another replica identity',
    'ALTER TABLE film REPLICA IDENTITY FULL; ALTER TABLE actor REPLICA IDENTITY NOTHING',
    [
      '`replicaIdentity` of public.actor must be default, got: n in pg_class.relreplident of actor',
      '`replicaIdentity` of public.film must be default, got: f in pg_class.relreplident of film',
    ],
  ],
])('finds %s, and the bootstrap puts it right', async (_, sql, problems) => {
  await fixture.admin.query(sql);
  expect(await check()).toEqual({ problems, metric: problems.length });
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
  expect(await check()).toEqual({ problems: [], metric: 0 });
});

test('finds a partition that does not have the replica identity of its table', async () => {
  await fixture.admin.query(`
    CREATE TABLE payment (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE payment_1 PARTITION OF payment FOR VALUES FROM (1) TO (10)`);
  const payment = {
    schema: 'public',
    table: 'payment',
    keyColumns: ['id'],
    columns: { id: 'INT' },
    replicaIdentity: 'full',
  } as const;
  const request = { ...fixture.request(), capturedTables: [...Object.values(PAGILA), payment] };
  expect(await fixture.run(request)).toMatchObject({ code: 0 });
  expect(problemsOf(await fixture.check(request), 'pagila')).toEqual({ problems: [], metric: 0 });
  await fixture.admin.query('CREATE TABLE payment_2 PARTITION OF payment FOR VALUES FROM (10) TO (20)');
  expect(problemsOf(await fixture.check(request), 'pagila')).toEqual({
    problems: ['`replicaIdentity` of public.payment must be full, got: d in pg_class.relreplident of payment_2'],
    metric: 1,
  });
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
});

test('finds a table of which a policy shows some rows alone', async () => {
  await fixture.admin.query('ALTER TABLE film ENABLE ROW LEVEL SECURITY');
  try {
    expect(await check()).toEqual({
      problems: [
        'cdc must see every row of public.film (BYPASSRLS, or the rights of its owner), got: those that row security lets it see',
      ],
      metric: 1,
    });
  } finally {
    await fixture.admin.query('ALTER TABLE film DISABLE ROW LEVEL SECURITY');
  }
});

test('finds what became of keys and columns, as the user that captures them', async () => {
  await fixture.admin.query(
    'ALTER TABLE film DROP COLUMN length; ALTER TABLE category DROP CONSTRAINT category_pkey CASCADE',
  );
  try {
    expect(await check()).toEqual({
      problems: [
        expect.stringContaining('`columns.length` of public.film must be there (film_id, title'),
        expect.stringContaining('a primary key, got: public.category without one'),
      ],
      metric: 2,
    });
  } finally {
    await fixture.admin.query(
      'ALTER TABLE film ADD COLUMN length smallint; ALTER TABLE category ADD PRIMARY KEY (category_id)',
    );
  }
});

test('finds a slot that nobody reads', async () => {
  await endReader();
  while ((await fixture.rows('SELECT active FROM pg_replication_slots'))[0]?.[0] === true) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await check()).toEqual({
    problems: [
      expect.stringMatching(new RegExp(`^slot ${SLOT} must have a reader, got: none, and \\d+ bytes of log kept`)),
    ],
    metric: 1,
  });
});

test('counts a database that does not let it in, without its password', async () => {
  fixture.setSecret('cdc', 'Wrong_1');
  const outcome = await fixture.check(fixture.request());
  fixture.setSecret('cdc', PASSWORDS.cdc);
  expect(problemsOf(outcome, 'pagila')).toEqual({
    problems: [expect.stringMatching(/^`pagila` must let the user in that captures it.* failed for user "cdc"/)],
    metric: 1,
  });
  expect(outcome.output).not.toContain('Wrong_1');
});
