import type { BootstrapRequest } from '../../../../lib/source/bootstrap/bootstrap-request';
import { DATASETS } from '../../../fixtures/datasets';
import { type BootstrapFixture, startBootstrapFixture } from '../../../support/bootstrap-fixture';
import { found, meanwhile } from '../../../support/bootstrap-trial';

jest.setTimeout(180_000);

let fixture: BootstrapFixture;
beforeAll(async () => {
  fixture = await startBootstrapFixture();
  expect(await fixture.run(fixture.request())).toMatchObject({ code: 0 });
});
afterAll(() => fixture?.stop());

const OTHERS = Object.values(DATASETS).map(({ table }) => table);

/** One table is declared; of the others of its schema none is named but those of the sample. */
const request = (): BootstrapRequest => ({
  ...fixture.request(),
  sample: undefined,
  capturedTables: [DATASETS.customer],
  undeclaredTables: [
    { schema: 'salesdb', except: ['debezium_heartbeat', ...OTHERS.filter((name) => name !== 'CUSTOMER')] },
  ],
});

test('may be read by the connector, those that come up as well', async () => {
  await fixture.root.query('CREATE TABLE salesdb.FOUND (ID INT PRIMARY KEY, NOTE TEXT)');
  const outcome = await fixture.run(request());
  expect(outcome).toMatchObject({ code: 0 });
  expect(outcome.output).toContain('{"table":"salesdb.FOUND","undeclaredColumns":["ID","NOTE"]}');
  await fixture.root.query('CREATE TABLE salesdb.LATER (ID INT PRIMARY KEY)');
  const cdc = await fixture.server.connect('cdc', "Cdc-pass'word\\1");
  try {
    await expect(cdc.query('SELECT * FROM salesdb.LATER')).resolves.toBeDefined();
  } finally {
    await cdc.end();
  }
});

test.each<[string, string, string]>([
  [
    'without a key',
    'CREATE TABLE salesdb.ADDED (ID INT)',
    '`capturedTables` must name tables with a primary key, got: salesdb.ADDED without one',
  ],
  [
    'that the log tells otherwise than a snapshot',
    "CREATE TABLE salesdb.ADDED (ID INT PRIMARY KEY, E ENUM('a,b'))",
    'column E of salesdb.ADDED must have no option with a comma',
  ],
  [
    'whose rows another table changes',
    'CREATE TABLE salesdb.ADDED (ID INT PRIMARY KEY, C BIGINT, FOREIGN KEY (C) REFERENCES salesdb.CUSTOMER (CUST_ID) ON DELETE CASCADE)',
    '`foreignKeyCascades` of salesdb.ADDED must be',
  ],
  [
    'with a name that differs in case only',
    'CREATE TABLE salesdb.Customer (ID INT PRIMARY KEY)',
    'tables of `salesdb` must be declared where their names differ in case only, got: Customer',
  ],
])('one %s is refused, and found by the hourly look when it comes later', async (_, create, problem) => {
  const name = /salesdb\.\w+/.exec(create)?.[0];
  const [refused, looked] = await meanwhile(fixture, [create], [`DROP TABLE ${name}`], async () => [
    await fixture.run(request()),
    await fixture.check(request()),
  ]);
  expect(refused?.code).toBe(1);
  expect(refused?.output).toContain(problem);
  expect(looked && found(looked)).toMatchObject({ problems: [expect.stringContaining(problem)], metric: 1 });
});

test('one whose name neither Kafka nor the lake has is not captured, and said', async () => {
  const create = 'CREATE TABLE salesdb.`odd name` (ID INT)';
  const outcome = await meanwhile(fixture, [create], ['DROP TABLE salesdb.`odd name`'], () => fixture.run(request()));
  expect(outcome).toMatchObject({ code: 0 });
  expect(outcome.output).toContain('{"uncapturedTable":"salesdb.odd name"}');
});

test('a schema is refused whose grant would reach another one', async () => {
  const cascade = ['DROP DATABASE shop_eu', 'DROP DATABASE shopXeu'];
  const made = [
    'CREATE DATABASE shop_eu',
    'CREATE DATABASE shopXeu',
    'CREATE TABLE shop_eu.CUSTOMER (CUST_ID BIGINT PRIMARY KEY, NAME TEXT, MKTSEGMENT TEXT)',
  ];
  const outcome = await meanwhile(fixture, made, cascade, () =>
    fixture.run({
      ...request(),
      capturedTables: [{ ...DATASETS.customer, schema: 'shop_eu' }],
      undeclaredTables: [{ schema: 'shop_eu', except: [] }],
    }),
  );
  expect(outcome.code).toBe(1);
  expect(outcome.output).toContain(
    'tables of `shop_eu` must all be declared while the server has a schema that a grant on shop_eu.* reaches as well, got: shopXeu',
  );
});
