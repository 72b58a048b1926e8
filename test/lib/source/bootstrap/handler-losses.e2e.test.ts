import { join } from 'node:path';
import { identifier, integer, name } from '../../../../lib/core/render-sql';
import type { BootstrapRequest, CapturedTable } from '../../../../lib/source/bootstrap/bootstrap-request';
import { BootstrapSession } from '../../../../lib/source/bootstrap/bootstrap-session';
import { mysqlSession } from '../../../../lib/source/bootstrap/connect-mysql';
import { BOOTSTRAP_FOLDER } from '../../../../lib/source/bootstrap-bundle';
import { DATASETS } from '../../../fixtures/datasets';
import {
  type BootstrapFixture,
  type BootstrapOutcome,
  startBootstrapFixture,
} from '../../../support/bootstrap-fixture';
import { found, meanwhile } from '../../../support/bootstrap-trial';

/** Of a source that calls columns as it likes. */
const ODD_COLUMN = "`it's a ``date```";
const LAX = "SET GLOBAL sql_mode = 'NO_ENGINE_SUBSTITUTION'";
jest.setTimeout(180_000);

let fixture: BootstrapFixture;
beforeAll(async () => {
  fixture = await startBootstrapFixture();
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
});
afterAll(() => fixture?.stop());

const withTables = (...capturedTables: readonly CapturedTable[]): BootstrapRequest => ({
  ...fixture.request(),
  capturedTables,
});

describe('zero dates', () => {
  const { supplier, customer } = DATASETS;

  test('may be let in where every table with dates says what they become', async () => {
    const tables = withTables({ ...supplier, zeroDates: 'null' }, customer);
    await meanwhile(fixture, [LAX], ['SET GLOBAL sql_mode = DEFAULT'], async () => {
      expect(await fixture.run(tables)).toMatchObject({ code: 0 });
      expect(found(await fixture.check(tables))).toEqual({ problems: [], metric: 0 });
      expect((await fixture.run(withTables(supplier, customer))).output).toContain(
        'in `zeroDates` of salesdb.SUPPLIER)',
      );
    });
  });

  test.each([
    ['DATE NULL', '0000-00-00', '0000-00-00'],
    ["DATE NOT NULL DEFAULT '2001-01-01'", '2001-02-00', '2001-02-00'],
    ['DATETIME(3) NULL', '2001-00-10 11:12:13.5', '2001-00-10 11:12:13.500'],
    ["TIMESTAMP NOT NULL DEFAULT '2001-01-01 00:00:00'", '0000-00-00', '0000-00-00 00:00:00'],
  ])('that are in a %s already are refused with one of them: %s', async (type, value, shown) => {
    const outcomes = await meanwhile(
      fixture,
      [
        "SET SESSION sql_mode = ''",
        `ALTER TABLE salesdb.SUPPLIER ADD COLUMN ${ODD_COLUMN} ${type}`,
        `UPDATE salesdb.SUPPLIER SET ${ODD_COLUMN} = '${value}' WHERE SUPPLIER_ID = 7`,
      ],
      [`ALTER TABLE salesdb.SUPPLIER DROP COLUMN ${ODD_COLUMN}`, 'SET SESSION sql_mode = DEFAULT'],
      async () => ({
        refused: await fixture.run(withTables(customer, supplier)),
        known: await fixture.run(withTables(customer, { ...supplier, zeroDates: 'null' })),
        checked: await fixture.check(withTables(customer, supplier)),
      }),
    );
    expect(outcomes.refused.code).toBe(1);
    expect(outcomes.refused.output).toContain(
      `\`zeroDates\` of salesdb.SUPPLIER must be null where dates are zero (a zero date cannot be told from NULL), got: fail with ${shown} in it's a \`date\``,
    );
    expect(outcomes.known).toMatchObject({ code: 0 });
    expect(found(outcomes.checked).metric).toBe(0);
  });

  test('are searched for no longer than told, also in a table that is locked', async () => {
    const { username, password } = fixture.server.admin;
    const connection = await fixture.server.connect(username, password);
    const session = new BootstrapSession(mysqlSession(connection), join(BOOTSTRAP_FOLDER, 'mysql'), []);
    const values = {
      schema: identifier('salesdb'),
      table: identifier('SUPPLIER'),
      column: name('SUPPLIES_SINCE'),
      milliseconds: integer(50),
    };
    const search = () => session.query({ file: 'checks/050-zero-date.sql', values });
    await expect(search()).resolves.toEqual([]);
    await meanwhile(fixture, ['LOCK TABLES salesdb.SUPPLIER WRITE'], ['UNLOCK TABLES'], () =>
      expect(search()).rejects.toMatchObject({ code: 'ER_QUERY_TIMEOUT' }),
    );
    await session.close();
  });
});

describe('foreign keys', () => {
  const child: CapturedTable = {
    schema: 'salesdb',
    table: 'CHILD',
    keyColumns: ['ID'],
    columns: { ID: 'INT', PARENT_ID: 'INT' },
  };
  const withChild = <T>(rule: string, work: () => Promise<T>): Promise<T> =>
    meanwhile(
      fixture,
      [
        'CREATE TABLE salesdb.PARENT (ID INT PRIMARY KEY)',
        `CREATE TABLE salesdb.CHILD (ID INT PRIMARY KEY, PARENT_ID INT NULL,
           CONSTRAINT CHILD_OF FOREIGN KEY (PARENT_ID) REFERENCES salesdb.PARENT (ID) ${rule})`,
      ],
      ['DROP TABLE salesdb.CHILD', 'DROP TABLE salesdb.PARENT'],
      work,
    );

  test.each(['ON DELETE CASCADE', 'ON UPDATE CASCADE', 'ON DELETE SET NULL', 'ON DELETE SET NULL ON UPDATE CASCADE'])(
    '%s of a captured table is refused, and found, until it is acknowledged',
    async (rule) => {
      const problem = `\`foreignKeyCascades\` of salesdb.CHILD must be acknowledged where its rows change by a foreign key, which no log tells of, got: fail with CHILD_OF ${rule}`;
      await withChild(rule, async () => {
        const refused = await fixture.run(withTables(child));
        expect([refused.code, refused.output]).toEqual([1, expect.stringContaining(problem)]);
        const acknowledged = withTables({ ...child, foreignKeyCascades: 'acknowledged' });
        expect(await fixture.run(acknowledged)).toMatchObject({ code: 0 });
        expect(found(await fixture.check(acknowledged))).toEqual({ problems: [], metric: 0 });
        expect(found(await fixture.check(withTables(child)))).toEqual({ problems: [problem], metric: 1 });
      });
    },
  );

  test('that only refuse are nobody’s concern, nor are those of the parent', async () => {
    await withChild('ON DELETE RESTRICT ON UPDATE NO ACTION', async () => {
      expect(await fixture.run(withTables(child))).toMatchObject({ code: 0 });
    });
    await withChild('ON DELETE CASCADE', async () => {
      expect(await fixture.run(withTables({ ...child, table: 'PARENT', columns: { ID: 'INT' } }))).toMatchObject({
        code: 0,
      });
    });
  });
});

describe('who may change the log of a session', () => {
  const accountsOf = ({ output }: BootstrapOutcome): unknown =>
    output
      .split('\n')
      .filter((line) => line.includes('sessionVariableAccounts'))
      .map((line) => JSON.parse(line)['sessionVariableAccounts'])[0];

  test('is listed, with those who have it by a role of a role', async () => {
    const outcome = await meanwhile(
      fixture,
      [
        "CREATE ROLE 'tuner', 'operator'",
        "GRANT SESSION_VARIABLES_ADMIN ON *.* TO 'tuner'",
        "GRANT 'tuner' TO 'operator'",
        "CREATE USER 'ann'@'10.%'",
        "GRANT 'operator' TO 'ann'@'10.%'",
        "CREATE USER 'bob'@'%'",
      ],
      ["DROP USER 'ann'@'10.%', 'bob'@'%'", "DROP ROLE 'tuner', 'operator'"],
      () => fixture.run(fixture.request()),
    );
    expect(outcome).toMatchObject({ code: 0 });
    const accounts = accountsOf(outcome);
    expect(accounts).toEqual(
      expect.arrayContaining(["'ann'@'10.%'", "'operator'@'%'", "'root'@'localhost'", "'tuner'@'%'"]),
    );
    expect(accounts).not.toContain("'bob'@'%'");
    expect(accounts).not.toContain("'cdc'@'%'");
  });

  test('is said to be unknown where the server does not tell', async () => {
    const outcome = await meanwhile(
      fixture,
      ["REVOKE SELECT ON *.* FROM 'admin'@'%'", "GRANT SELECT ON salesdb.* TO 'admin'@'%' WITH GRANT OPTION"],
      ["GRANT SELECT ON *.* TO 'admin'@'%' WITH GRANT OPTION"],
      () => fixture.run(fixture.request()),
    );
    expect(outcome).toMatchObject({ code: 0 });
    expect(accountsOf(outcome)).toMatch(/^unknown: checks\/060-session-accounts.sql: SELECT command denied/);
  });
});
