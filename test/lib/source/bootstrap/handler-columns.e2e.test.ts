import type { CapturedTable } from '../../../../lib/source/bootstrap/bootstrap-request';
import { DATASETS } from '../../../fixtures/datasets';
import { type BootstrapFixture, startBootstrapFixture } from '../../../support/bootstrap-fixture';

jest.setTimeout(120_000);

let fixture: BootstrapFixture;
beforeAll(async () => {
  fixture = await startBootstrapFixture();
});
afterAll(() => fixture?.stop());

test('the columns of the sample are declared as they are', async () => {
  const outcome = await fixture.run(fixture.request());
  expect(outcome).toMatchObject({ code: 0 });
  expect(outcome.output).not.toContain('undeclaredColumns');
});

test('a new column is reported, and the deployment goes on', async () => {
  await fixture.root.query('ALTER TABLE salesdb.CUSTOMER ADD COLUMN EMAIL VARCHAR(200) NULL');
  try {
    const outcome = await fixture.run(fixture.request());
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.output).toContain('{"table":"salesdb.CUSTOMER","undeclaredColumns":["EMAIL"]}');
  } finally {
    await fixture.root.query('ALTER TABLE salesdb.CUSTOMER DROP COLUMN EMAIL');
  }
});

test('oddly named, renamed and dropped columns are what the declaration says', async () => {
  await fixture.root.query(
    'ALTER TABLE salesdb.CUSTOMER ADD COLUMN `unit price` DECIMAL(10,2), ADD COLUMN `p(eur)` INT',
  );
  try {
    const columns: CapturedTable['columns'] = {
      cust_id: 'BIGINT',
      NAME: 'STRING',
      SEGMENT: { type: 'STRING', from: ['BRANCH', 'MKTSEGMENT'] },
      UNIT_PRICE: { type: 'DECIMAL(10,2)', from: 'unit price' },
      P_EUR: { type: 'INT', from: 'p(eur)' },
      FAX: { type: 'STRING', dropped: true },
    };
    const customer: CapturedTable = { ...DATASETS.customer, keyColumns: ['cust_id'], columns };
    const outcome = await fixture.run({ ...fixture.request(), capturedTables: [customer] });
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.output).not.toContain('undeclaredColumns');
  } finally {
    await fixture.root.query('ALTER TABLE salesdb.CUSTOMER DROP COLUMN `unit price`, DROP COLUMN `p(eur)`');
  }
});

test('where a warehouse reads a table, its columns are spelled as in the source', async () => {
  const { CUST_ID = 'BIGINT', ...others }: CapturedTable['columns'] = DATASETS.customer.columns;
  const spelled = (key: string, exactNames: boolean): CapturedTable => ({
    ...DATASETS.customer,
    keyColumns: [key],
    columns: { [key]: CUST_ID, ...others },
    exactNames,
  });
  const outcomeOf = (table: CapturedTable) => fixture.run({ ...fixture.request(), capturedTables: [table] });
  expect(await outcomeOf(spelled('CUST_ID', true))).toMatchObject({ code: 0 });
  expect(await outcomeOf(spelled('cust_id', false))).toMatchObject({ code: 0 });
  const outcome = await outcomeOf(spelled('cust_id', true));
  expect(outcome.code).toBe(1);
  expect(outcome.output).toContain(
    '`columns.cust_id` of salesdb.CUSTOMER must be spelled as in the source, for the warehouse finds a field by no other name, got: cust_id for CUST_ID',
  );
});

test('a column that is left out is not looked at, and one that is not there is refused', async () => {
  await fixture.root.query('ALTER TABLE salesdb.CUSTOMER ADD COLUMN __note TEXT');
  try {
    const asked = (excludedColumns: string[]) =>
      fixture.run({ ...fixture.request(), capturedTables: [{ ...DATASETS.customer, excludedColumns }] });
    const outcome = await asked(['__NOTE']);
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.output).not.toContain('undeclaredColumns');
    expect((await asked(['__note', 'PHONE'])).output).toContain(
      '`excludedColumns` of salesdb.CUSTOMER must be there (CUST_ID, NAME, MKTSEGMENT, __note), got: PHONE',
    );
  } finally {
    await fixture.root.query('ALTER TABLE salesdb.CUSTOMER DROP COLUMN __note');
  }
});

test('fails with every declaration that would lose values, in any table', async () => {
  await fixture.root.query('ALTER TABLE salesdb.SUPPLIER ADD COLUMN RATING BIGINT UNSIGNED NULL');
  const capturedTables = [
    { ...DATASETS.customer, columns: { ...DATASETS.customer.columns, PHONE: 'STRING' } },
    { ...DATASETS.salesOrderDetail, columns: { ...DATASETS.salesOrderDetail.columns, UNIT_PRICE: 'DECIMAL(10,1)' } },
    { ...DATASETS.supplier, columns: { ...DATASETS.supplier.columns, RATING: 'BIGINT' } },
    { ...DATASETS.product, columns: { ...DATASETS.product.columns, UPDATED_AT: 'DATE' } },
  ];
  const outcome = await fixture.run({ ...fixture.request(), capturedTables });
  expect(outcome.code).toBe(1);
  expect(outcome.output).toContain(
    '`columns.PHONE` of salesdb.CUSTOMER must be there (CUST_ID, NAME, MKTSEGMENT), or say',
  );
  expect(outcome.output).toContain('`columns.UNIT_PRICE` of salesdb.SALES_ORDER_DETAIL must hold every decimal(10,2)');
  expect(outcome.output).toMatch(
    /`columns.RATING` of salesdb.SUPPLIER must hold every bigint\S* unsigned without loss/,
  );
  expect(outcome.output).toContain('`columns.UPDATED_AT` of salesdb.PRODUCT must hold every timestamp(6)');
});
