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

test('a missing column is a problem', () => {
  const columns = { ...CUSTOMER.columns, PHONE: 'STRING', FAX: { type: 'STRING', from: ['tele fax', 'FAX_NO'] } };
  expect(columnFindings({ ...CUSTOMER, columns }, ACTUAL).problems).toEqual([
    '`columns.PHONE` of salesdb.CUSTOMER must be there (CUST_ID, NAME), or say `from` or `dropped`, got: PHONE',
    '`columns.FAX` of salesdb.CUSTOMER must be there (CUST_ID, NAME), or say `from` or `dropped`, got: FAX, tele fax, FAX_NO',
  ]);
});

test('a column is found by any name that it has in the source, without regard to case', () => {
  const columns = { Cust_Id: 'BIGINT', TITLE: { type: 'STRING', from: ['HEADING', 'name'] } };
  expect(columnFindings({ ...CUSTOMER, columns }, ACTUAL)).toEqual({ problems: [], undeclared: [] });
});

test('a column under its source name must hold what is there', () => {
  const columns = { CUST_ID: 'BIGINT', TITLE: { type: 'BINARY', from: 'NAME' } };
  expect(columnFindings({ ...CUSTOMER, columns }, ACTUAL).problems).toEqual([
    '`columns.TITLE` of salesdb.CUSTOMER must hold every varchar(100) without loss, got: BINARY',
  ]);
});

test('a dropped column is not asked for, and checked while it is there', () => {
  const dropped = (name: string, type: string) => ({
    ...CUSTOMER,
    columns: { CUST_ID: 'BIGINT', [name]: { type, dropped: true as const } },
  });
  expect(columnFindings(dropped('NOTE', 'STRING'), ACTUAL)).toEqual({ problems: [], undeclared: ['NAME'] });
  expect(columnFindings(dropped('NAME', 'STRING'), ACTUAL)).toEqual({ problems: [], undeclared: [] });
  expect(columnFindings(dropped('NAME', 'DATE'), ACTUAL).problems).toEqual([
    '`columns.NAME` of salesdb.CUSTOMER must hold every varchar(100) without loss, got: DATE',
  ]);
});

test('two columns that are there under the names of one are a problem', () => {
  const columns = { CUST_ID: 'BIGINT', TITLE: { type: 'STRING', from: 'NAME' } };
  const both = [...ACTUAL, { columnName: 'TITLE', dataType: 'varchar', columnType: 'varchar(9)' }];
  expect(columnFindings({ ...CUSTOMER, columns }, both).problems).toEqual([
    '`columns.TITLE` of salesdb.CUSTOMER must come from one column, got several that are there: NAME, TITLE',
  ]);
});

test('every type that would lose values is a problem', () => {
  const columns = { CUST_ID: 'INT', NAME: 'BINARY' };
  expect(columnFindings({ ...CUSTOMER, columns }, ACTUAL).problems).toEqual([
    '`columns.CUST_ID` of salesdb.CUSTOMER must hold every bigint(20) without loss, got: INT',
    '`columns.NAME` of salesdb.CUSTOMER must hold every varchar(100) without loss, got: BINARY',
  ]);
});

test('an option that the log tells otherwise than a snapshot is a problem, declared or not', () => {
  const grown = ["enum('a,b')", "enum('x','c:\\d')", "enum('it''s','(x y)')", "set('a','b')"].map((columnType, at) => ({
    columnName: `C${at}`,
    dataType: columnType.replace(/\(.*/, ''),
    columnType,
  }));
  const rule = 'must have no option with a comma or a backslash, which the log tells otherwise than a snapshot';
  expect(columnFindings(CUSTOMER, [...ACTUAL, ...grown]).problems).toEqual([
    `column C0 of salesdb.CUSTOMER ${rule}, got: enum('a,b')`,
    `column C1 of salesdb.CUSTOMER ${rule}, got: enum('x','c:\\d')`,
  ]);
});
