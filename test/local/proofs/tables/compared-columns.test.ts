import { pairColumns } from '../../../../local/proofs/tables/compared-columns';

const TYPES = new Map([
  ['cust_id', 'bigint'],
  ['price', 'decimal(10,2)'],
  ['note', 'varchar'],
  ['email', 'varchar'],
]);

test('a column is compared by the name that each side has for it', () => {
  expect(
    pairColumns(
      ['cust_id', 'Unit Price', 'EMAIL'],
      { CUST_ID: 'BIGINT', PRICE: { type: 'DECIMAL(10,2)', from: ['PRICE', 'unit price'] } },
      TYPES,
    ),
  ).toEqual({
    columns: [
      { source: 'cust_id', target: 'cust_id', targetType: 'bigint' },
      { source: 'Unit Price', target: 'price', targetType: 'decimal(10,2)' },
      { source: 'EMAIL', target: 'email', targetType: 'varchar' },
    ],
    missing: [],
  });
});

test('a column that is declared as dropped is not compared, whether the source has it or not', () => {
  const declared = { CUST_ID: 'BIGINT', NOTE: { type: 'STRING', dropped: true } };
  const columns = [{ source: 'CUST_ID', target: 'cust_id', targetType: 'bigint' }];
  expect(pairColumns(['CUST_ID'], declared, TYPES)).toEqual({ columns, missing: [] });
  expect(pairColumns(['CUST_ID', 'NOTE'], declared, TYPES)).toEqual({ columns, missing: [] });
});

test('fails for a column that the target lacks', () => {
  expect(pairColumns(['CUST_ID', 'PHONE'], { CUST_ID: 'BIGINT' }, TYPES).missing).toEqual(['PHONE']);
});
