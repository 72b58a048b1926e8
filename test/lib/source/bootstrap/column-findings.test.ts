import { columnFindings } from '../../../../lib/source/bootstrap/column-findings';

const CUSTOMER = {
  schema: 'salesdb',
  table: 'CUSTOMER',
  keyColumns: ['CUST_ID'],
  columns: { CUST_ID: 'BIGINT', NAME: 'STRING' },
};
const ACTUAL = [
  { columnName: 'CUST_ID', dataType: 'bigint', columnType: 'bigint(20)' },
  { columnName: 'NAME', dataType: 'varchar', columnType: 'varchar(100)' },
];

test('columns as they are declared leave nothing to say', () => {
  expect(columnFindings(CUSTOMER, ACTUAL)).toEqual({ problems: [], undeclared: [] });
});

test('a column that is not declared is no problem', () => {
  const grown = [...ACTUAL, { columnName: 'EMAIL', dataType: 'varchar', columnType: 'varchar(200)' }];
  expect(columnFindings(CUSTOMER, grown)).toEqual({ problems: [], undeclared: ['EMAIL'] });
});

test('a table that is not there is left to the check of keys', () => {
  expect(columnFindings(CUSTOMER, [])).toEqual({ problems: [], undeclared: [] });
});

test.each([
  ['a missing column', { ...CUSTOMER.columns, PHONE: 'STRING' }, 'got: PHONE'],
  ['another spelling', { CUST_ID: 'BIGINT', Name: 'STRING' }, 'got: Name'],
])('%s is a problem', (_, columns, got) => {
  expect(columnFindings({ ...CUSTOMER, columns }, ACTUAL).problems).toEqual([
    `\`columns\` of salesdb.CUSTOMER must be spelled as they are there (CUST_ID, NAME), ${got}`,
  ]);
});

test('every type that would lose values is a problem', () => {
  const columns = { CUST_ID: 'INT', NAME: 'BINARY' };
  expect(columnFindings({ ...CUSTOMER, columns }, ACTUAL).problems).toEqual([
    '`columns.CUST_ID` of salesdb.CUSTOMER must hold every bigint(20) without loss, got: INT',
    '`columns.NAME` of salesdb.CUSTOMER must hold every varchar(100) without loss, got: BINARY',
  ]);
});
