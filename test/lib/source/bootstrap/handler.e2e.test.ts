import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { bundleBootstrap } from '../../../../lib/source/bootstrap-bundle';
import { sourceHash } from '../../../../lib/source/source-hash';
import {
  type BootstrapFixture,
  type BootstrapOutcome,
  startBootstrapFixture,
} from '../../../support/bootstrap-fixture';

const ROWS = {
  CUSTOMER: 8_886,
  CUSTOMER_SITE: 10_000,
  SALES_ORDER: 29_100,
  SALES_ORDER_DETAIL: 58_000,
  PRODUCT: 1_000,
  PRODUCT_CATEGORY: 40,
  SUPPLIER: 200,
};
jest.setTimeout(120_000);

let fixture: BootstrapFixture;

beforeAll(async () => {
  fixture = await startBootstrapFixture();
});

afterAll(() => fixture?.stop());

test('the same sources give the same bundle', () => {
  const again = mkdtempSync(join(tmpdir(), 'bundle-'));
  bundleBootstrap(again, 'salesdb');
  expect(sourceHash(again)).toBe(sourceHash(fixture.bundle));
  rmSync(again, { recursive: true, force: true });
});

test('a bundle holds no sample that was not asked for', () => {
  const without = mkdtempSync(join(tmpdir(), 'bundle-'));
  bundleBootstrap(without);
  expect(readdirSync(join(without, 'mysql'))).not.toContain('sample');
  expect(readdirSync(join(fixture.bundle, 'mysql'))).toContain('sample');
  rmSync(without, { recursive: true, force: true });
});

describe('first run', () => {
  let outcome: BootstrapOutcome;
  beforeAll(async () => {
    outcome = await fixture.run(fixture.request());
  });

  test('succeeds with an id that stays', () => {
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.output).toContain('{"PhysicalResourceId":"Bootstrap"}');
  });

  test('says no password', () => {
    expect(outcome.output).not.toMatch(/Cdc-pass|App-pass|Admin-pa/);
  });

  test.each(Object.entries(ROWS))('fills %s with %d rows', async (table, rows) => {
    expect(await fixture.one(`SELECT COUNT(*) AS n FROM salesdb.${table}`)).toEqual({ n: rows });
  });

  test('writes the same rows wherever it runs', async () => {
    expect(await fixture.one('SELECT * FROM salesdb.CUSTOMER WHERE CUST_ID = 8886')).toEqual({
      CUST_ID: 8886,
      NAME: 'Customer Name 8886',
      MKTSEGMENT: 'Market Segment 6',
    });
    expect(await fixture.one('SELECT MIN(CUST_ID) AS low, MAX(CUST_ID) AS high FROM salesdb.CUSTOMER')).toEqual({
      low: 1,
      high: 8886,
    });
    expect(
      await fixture.one(
        'SELECT ORDER_ID, LINE_NUMBER, UNIT_PRICE, DISCOUNT, TAX FROM salesdb.SALES_ORDER_DETAIL WHERE ORDER_ID = 29000 AND LINE_NUMBER = 2',
      ),
    ).toEqual({ ORDER_ID: 29000, LINE_NUMBER: 2, UNIT_PRICE: '482.00', DISCOUNT: '0.0000', TAX: '5.00' });
    expect(
      await fixture.one('SELECT UNIX_TIMESTAMP(UPDATED_AT) AS at FROM salesdb.PRODUCT WHERE PRODUCT_ID = 1'),
    ).toEqual({
      at: '1704067201.234567',
    });
    expect(await fixture.one('SELECT COUNT(DISTINCT SHIP_MODE) AS modes FROM salesdb.SALES_ORDER')).toEqual({
      modes: 3,
    });
  });

  test('leaves no detail without order, no order without site, no site without customer', async () => {
    expect(
      await fixture.one(`SELECT
        (SELECT COUNT(*) FROM salesdb.SALES_ORDER_DETAIL LEFT JOIN salesdb.SALES_ORDER USING (ORDER_ID) WHERE SITE_ID IS NULL) AS details,
        (SELECT COUNT(*) FROM salesdb.SALES_ORDER LEFT JOIN salesdb.CUSTOMER_SITE USING (SITE_ID) WHERE CUST_ID IS NULL) AS orders,
        (SELECT COUNT(*) FROM salesdb.CUSTOMER_SITE LEFT JOIN salesdb.CUSTOMER USING (CUST_ID) WHERE NAME IS NULL) AS sites,
        (SELECT COUNT(*) FROM salesdb.PRODUCT LEFT JOIN salesdb.SUPPLIER USING (SUPPLIER_ID) WHERE COUNTRY IS NULL) AS products`),
    ).toEqual({ details: 0, orders: 0, sites: 0, products: 0 });
  });

  test('sets the binlog retention', async () => {
    expect(await fixture.one('SELECT * FROM mysql.rds_configuration')).toEqual({
      name: 'binlog retention hours',
      value: '72',
    });
  });
});

describe('the CDC user', () => {
  let cdc: Connection;
  beforeAll(async () => {
    cdc = await fixture.server.connect('cdc', "Cdc-pass'word\\1");
  });
  afterAll(() => cdc?.end());

  test('has the least that a connector needs', async () => {
    const [rows] = await fixture.root.query<RowDataPacket[]>("SHOW GRANTS FOR 'cdc'@'%'");
    const grants = rows.map((row) => String(Object.values(row)[0]).replaceAll('`', '')).sort();
    expect(grants).toEqual(
      [
        'GRANT LOCK TABLES ON salesdb.* TO cdc@%',
        'GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO cdc@%',
        'GRANT SELECT, INSERT, UPDATE ON salesdb.debezium_heartbeat TO cdc@%',
        ...Object.keys(ROWS).map((table) => `GRANT SELECT ON salesdb.${table} TO cdc@%`),
      ].sort(),
    );
  });

  test('can do what a snapshot and a heartbeat do', async () => {
    for (const sql of [
      'SHOW MASTER STATUS',
      'FLUSH TABLES salesdb.CUSTOMER, salesdb.SALES_ORDER WITH READ LOCK',
      'SHOW CREATE TABLE salesdb.CUSTOMER',
      'SELECT * FROM salesdb.CUSTOMER LIMIT 1',
      'UNLOCK TABLES',
      'UPDATE salesdb.debezium_heartbeat SET beat_at = CURRENT_TIMESTAMP(6) WHERE id = 1',
    ]) {
      await expect(cdc.query(sql)).resolves.toBeDefined();
    }
  });

  test('gets in with TLS only', async () => {
    const login = { host: fixture.server.host, port: fixture.server.port, user: 'cdc', password: "Cdc-pass'word\\1" };
    await expect(createConnection(login)).rejects.toThrow(/insecure transport|denied/);
  });

  test('can neither change a captured table nor read another', async () => {
    await fixture.root.query('CREATE TABLE IF NOT EXISTS salesdb.PRIVATE (id INT PRIMARY KEY)');
    await expect(cdc.query('DELETE FROM salesdb.CUSTOMER')).rejects.toThrow(/denied/);
    await expect(cdc.query('SELECT * FROM salesdb.PRIVATE')).rejects.toThrow(/denied/);
  });
});

describe('a later run', () => {
  test('brings back no deleted row, and gives the users their new passwords', async () => {
    const app = await fixture.server.connect('app', 'App-password_1');
    await app.query('DELETE FROM salesdb.CUSTOMER WHERE CUST_ID = 8886');
    await app.query("UPDATE salesdb.CUSTOMER SET NAME = 'changed' WHERE CUST_ID = 1");
    await app.end();
    fixture.setSecret('cdc', 'Rotated_1');
    expect(await fixture.run(fixture.request(), { RequestType: 'Update', PhysicalResourceId: 'kept' })).toMatchObject({
      code: 0,
      output: expect.stringContaining('{"PhysicalResourceId":"kept"}'),
    });
    expect(await fixture.one('SELECT COUNT(*) AS n FROM salesdb.CUSTOMER')).toEqual({ n: 8885 });
    expect(await fixture.one('SELECT NAME FROM salesdb.CUSTOMER WHERE CUST_ID = 1')).toEqual({ NAME: 'changed' });
    expect(await fixture.one('SELECT COUNT(*) AS n FROM salesdb.debezium_heartbeat')).toEqual({ n: 1 });
    await expect(fixture.server.connect('cdc', "Cdc-pass'word\\1")).rejects.toThrow(/denied/);
    await (await fixture.server.connect('cdc', 'Rotated_1')).end();
  });
});

test('waits for a database that does not answer yet', async () => {
  const port = await getPort({ host: fixture.server.host, port: getPort.makeRange(23_000, 23_999) });
  const forward = createServer((client) => {
    const upstream = connect(fixture.server.port, fixture.server.host);
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  const late = setTimeout(() => forward.listen(port, fixture.server.host), 1_500);
  try {
    expect(await fixture.run({ ...fixture.request(), port: String(port) })).toMatchObject({ code: 0 });
  } finally {
    clearTimeout(late);
    forward.close();
  }
});

describe('fails', () => {
  test('with every captured table that has another key or does not exist', async () => {
    const capturedTables = [
      { schema: 'salesdb', table: 'CUSTOMER', keyColumns: ['NAME'], columns: {} },
      { schema: 'salesdb', table: 'SALES_ORDER_DETAIL', keyColumns: ['ORDER_ID'], columns: {} },
      { schema: 'salesdb', table: 'NOWHERE', keyColumns: ['ID'], columns: {} },
    ];
    const outcome = await fixture.run({ ...fixture.request(), capturedTables });
    expect(outcome.code).toBe(1);
    expect(outcome.output).toContain('`keyColumns` of salesdb.CUSTOMER must be its primary key (CUST_ID), got: (NAME)');
    expect(outcome.output).toContain('must be its primary key (ORDER_ID, LINE_NUMBER), got: (ORDER_ID)');
    expect(outcome.output).toContain('`capturedTables` must name tables that exist, got: salesdb.NOWHERE');
  });

  test('with the settings that leave rows out of the binlog', async () => {
    await fixture.root.query("SET GLOBAL binlog_row_image = 'MINIMAL'");
    try {
      const outcome = await fixture.run(fixture.request());
      expect(outcome.code).toBe(1);
      expect(outcome.output).toContain('`binlog_row_image` must be FULL');
      expect(outcome.output).toContain('got: MINIMAL');
    } finally {
      await fixture.root.query("SET GLOBAL binlog_row_image = 'FULL'");
    }
  });

  test('at once with a wrong password, and does not repeat it', async () => {
    fixture.setSecret('admin', 'Wrong_1');
    try {
      const outcome = await fixture.run(fixture.request());
      expect(outcome.code).toBe(1);
      expect(outcome.output).toMatch(/Access denied for user 'admin'/);
      expect(outcome.output).not.toContain('Wrong_1');
    } finally {
      fixture.setSecret('admin', fixture.server.admin.password);
    }
  });

  test('where the certificate is of another host', async () => {
    const outcome = await fixture.run({ ...fixture.request(), hostname: 'localhost' });
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(/Hostname\/IP does not match certificate's altnames/);
  });

  test('where the certificate is of another authority', async () => {
    const outcome = await fixture.run(fixture.request(), {}, { DATABASE_CA_FILE: undefined });
    expect(outcome.code).toBe(1);
    expect(outcome.output).toMatch(/self-signed certificate|unable to (get|verify)/);
  });
});

test('a deletion touches nothing', async () => {
  const outcome = await fixture.run(
    { ...fixture.request(), hostname: 'gone.invalid' },
    { RequestType: 'Delete', PhysicalResourceId: 'kept' },
  );
  expect(outcome).toMatchObject({ code: 0, output: '{"PhysicalResourceId":"kept"}\n' });
});
