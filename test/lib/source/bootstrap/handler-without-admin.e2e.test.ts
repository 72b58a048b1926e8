import { type BootstrapFixture, startBootstrapFixture } from '../../../support/bootstrap-fixture';

jest.setTimeout(120_000);

let fixture: BootstrapFixture;

beforeAll(async () => {
  fixture = await startBootstrapFixture();
}, 120_000);

afterAll(() => fixture?.stop());

function asked(): Parameters<BootstrapFixture['run']>[0] {
  const { adminSecretArn: _admin, sample: _sample, binlogRetentionHours: _hours, ...request } = fixture.request();
  return request;
}

test('nobody has prepared the database: it is refused, and what has to be run is told, without a password', async () => {
  await fixture.root.query(`CREATE USER 'cdc'@'%' IDENTIFIED BY 'Cdc-pass''word\\\\1' REQUIRE SSL`);
  const { code, output } = await fixture.run(asked());
  expect(code).toBe(1);
  expect(output).toContain(
    "\"toBeRun\":\"CREATE USER IF NOT EXISTS 'cdc'@'%' IDENTIFIED BY '<password of the secret>' REQUIRE SSL\"",
  );
  expect(output).toContain('REPLICATION SLAVE');
  expect(output).toContain('debezium_heartbeat');
  expect(output).toContain('`capturedTables` must name tables that exist, got: salesdb.CUSTOMER');
  expect(output).not.toContain('Cdc-pass');
  expect(
    await fixture.one("SELECT COUNT(*) AS tables FROM information_schema.tables WHERE table_schema = 'salesdb'"),
  ).toEqual({
    tables: 0,
  });
});

test('what was told is enough: then it is proven, and nothing is changed but the heartbeat', async () => {
  const prepared = await fixture.run(fixture.request());
  expect([prepared.code, prepared.output]).toEqual([0, expect.any(String)]);
  await fixture.root.query('REVOKE ALL PRIVILEGES, GRANT OPTION FROM cdc');
  const refused = await fixture.run(asked());
  expect(refused.code).toBe(1);
  const statements = [...refused.output.matchAll(/^\{"toBeRun":.*\}$/gm)].map(
    ([line]) => (JSON.parse(line) as { toBeRun: string }).toBeRun,
  );
  for (const statement of statements.filter((text) => !text.includes('<password of the secret>'))) {
    await fixture.root.query(statement);
  }
  const proven = await fixture.run(asked());
  expect([proven.code, proven.output]).toEqual([0, expect.stringContaining('PhysicalResourceId')]);
});

test('a heartbeat table without its row is refused, and so is none', async () => {
  await fixture.root.query('DELETE FROM salesdb.debezium_heartbeat');
  const empty = await fixture.run(asked());
  expect([empty.code, empty.output]).toEqual([1, expect.stringContaining('must have the row with `id` 1, got: none')]);
  await fixture.root.query('DROP TABLE salesdb.debezium_heartbeat');
  const none = await fixture.run(asked());
  expect([none.code, none.output]).toEqual([1, expect.stringContaining('070-heartbeat.sql')]);
});

test('a table that will come is waited for: what is there is prepared, and the check counts nothing', async () => {
  await fixture.run(fixture.request());
  const later = { schema: 'salesdb', table: 'LATER', keyColumns: ['ID'], columns: { ID: 'INT' } };
  const request = { ...fixture.request(), capturedTables: [...fixture.request().capturedTables, later] };
  expect((await fixture.run(request)).output).toContain('must name tables that exist, got: salesdb.LATER');
  const waiting = { ...request, whenTablesMissing: 'wait' as const };
  expect(await fixture.run(waiting)).toEqual({
    code: 0,
    output: expect.stringContaining('{"missingTable":"salesdb.LATER"}'),
  });
  expect((await fixture.check(waiting)).output).toContain('"problems":[]');
  await fixture.root.query('CREATE TABLE salesdb.LATER (ID BIGINT PRIMARY KEY)');
  expect((await fixture.run(waiting)).output).toContain('`columns.ID` of salesdb.LATER must hold every bigint');
});
