import { proveTables, TABLES_CLAIM } from '../../../../local/proofs/tables/prove-tables';
import { jobOf, logOf, platformOf, ROWS, type Stored } from '../../../support/lake-in-memory';

const SUBJECT = { pipeline: 'lake', id: 'tables', claim: TABLES_CLAIM };
const prove = (stored: Stored, columns?: readonly string[]) =>
  proveTables(
    platformOf(() => stored, columns),
    [logOf()],
    jobOf(),
    SUBJECT,
  );

test('tables that equal their sources are proven', async () => {
  expect(await prove(ROWS)).toMatchObject({ passed: true, actual: '3 rows of 2 tables' });
});

test.each<[string, Partial<Stored>, string]>([
  ['changed', { items: [['7', 'y']] }, 'shop_items: 1 rows differ; ["7"]: source has name="x", table has name="y"'],
  ['emptied', { items: [['7', null]] }, 'shop_items: 1 rows differ; ["7"]: source has name="x", table has name=NULL'],
  [
    'deleted',
    { orders: [['1', 'a']] },
    'shop_orders: 1 rows differ; ["20"]: source has id="20" name=NULL, table has no such row',
  ],
  [
    'added',
    { items: [...ROWS.items, ['8', 'z']] },
    'shop_items: 1 rows differ; ["8"]: table has id="8" name="z", source has no such row',
  ],
  [
    'there twice',
    { items: [...ROWS.items, ...ROWS.items] },
    'shop_items: 1 rows differ; ["7"] (2): table has id="7" name="x", source has no such row',
  ],
])('a row that is %s is named, with table and key', async (_, damage, actual) => {
  expect(await prove({ ...ROWS, ...damage })).toMatchObject({ passed: false, actual });
});

test('several damaged tables are each named', async () => {
  const { actual } = await prove({ orders: [], items: [] });
  expect(actual).toContain('shop_orders: 2 rows differ; ["1"]: ');
  expect(actual).toContain('shop_items: 1 rows differ; ["7"]: ');
});

test('a column that a table lacks, and a table that nothing captures, are named', async () => {
  expect(await prove(ROWS, ['id'])).toMatchObject({
    passed: false,
    actual: 'shop_orders lacks column name; shop_items lacks column name',
  });
  const uncaptured = await proveTables(
    platformOf(() => ROWS),
    [],
    jobOf(),
    SUBJECT,
  );
  expect(uncaptured).toMatchObject({
    passed: false,
    actual: 'shop_orders: no connector captures t.orders; shop_items: no connector captures t.items',
  });
});

test('what the job brings is waited for, and what it does not mend is found', async () => {
  let stored: Stored = { orders: [['1', 'by hand']], items: [] };
  const job = jobOf(async () => {
    stored = { ...stored, items: ROWS.items };
  });
  expect(
    await proveTables(
      platformOf(() => stored),
      [logOf()],
      job,
      SUBJECT,
    ),
  ).toMatchObject({
    passed: false,
    actual: expect.not.stringContaining('shop_items'),
  });
});
