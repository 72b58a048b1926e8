import { columnFindings } from '../../../../lib/source/bootstrap/column-findings';
import { POSTGRES_COLUMNS } from '../../../../lib/source/bootstrap/postgres-columns';

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

test('a column whose name the lake keeps for itself is a problem until it has another there', () => {
  const grown = [...ACTUAL, { columnName: '__v', dataType: 'int', columnType: 'int(11)' }];
  expect(columnFindings(CUSTOMER, grown).problems).toEqual([
    'column __v of salesdb.CUSTOMER must be declared under another name, with `from`, for names with __ are kept for columns of the lake, got: none that says so',
  ]);
  const columns = { ...CUSTOMER.columns, _V: { type: 'INT', from: '__v' } };
  expect(columnFindings({ ...CUSTOMER, columns }, grown)).toEqual({ problems: [], undeclared: [] });
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

test.each([
  ["enum('a,b')", 'must have no option'],
  ["enum('x','c:\\''d')", 'must have no option'],
  ['decimal(8,3) unsigned zerofill', 'must not be ZEROFILL'],
])('what a snapshot and the log tell otherwise is a problem, declared or not: %s', (columnType, rule) => {
  const column = { columnName: 'C', dataType: columnType.split('(')[0] ?? '', columnType };
  const { problems } = columnFindings(CUSTOMER, [...ACTUAL, column]);
  expect(problems).toEqual([expect.stringContaining(`column C of salesdb.CUSTOMER ${rule}`)]);
});

test.each([
  "enum('it''s','(x y)','a ','b\\s')",
  "set('a\n','b')",
  'decimal(8,3)',
  'int(10) unsigned zerofill',
  'float',
])('what both tell alike is none: %s', (columnType) => {
  const column = { columnName: 'C', dataType: columnType.replace(/[ (].*/, ''), columnType };
  expect(columnFindings(CUSTOMER, [...ACTUAL, column]).problems).toEqual([]);
});

test('options of bytes are a problem', () => {
  const column = { columnName: 'C', dataType: 'enum', columnType: "enum('a')", characterSet: 'binary' };
  expect(columnFindings(CUSTOMER, [...ACTUAL, column]).problems).toEqual([
    "column C of salesdb.CUSTOMER must have options that are text, for a snapshot cannot read others, got: enum('a')",
  ]);
});

test('a character set that Java reads otherwise than MySQL is a problem', () => {
  const text = { columnName: 'C', dataType: 'varchar', columnType: 'varchar(9)' };
  const problems = (characterSet: string | null) =>
    columnFindings(CUSTOMER, [...ACTUAL, { ...text, characterSet }]).problems;
  expect([null, 'utf8mb4', 'utf8', 'latin1', 'cp1251', 'cp932'].flatMap(problems)).toEqual([]);
  expect(problems('sjis')).toEqual([
    'column C of salesdb.CUSTOMER must be in another character set, such as utf8mb4: the log tells some of its characters otherwise, got: sjis',
  ]);
});

test('a key of floating numbers is a problem', () => {
  const actual = [{ columnName: 'cust_id', dataType: 'float', columnType: 'float' }, ...ACTUAL.slice(1)];
  const columns = { CUST_ID: 'FLOAT', NAME: 'STRING' };
  expect(columnFindings({ ...CUSTOMER, columns }, actual).problems).toEqual([
    expect.stringContaining('column cust_id of salesdb.CUSTOMER must not be in the primary key'),
  ]);
});

test('names that differ in case are a problem only where somebody finds columns by their exact names', () => {
  const actual = ACTUAL.map((column) => ({ ...column, columnName: column.columnName.toLowerCase() }));
  expect(columnFindings(CUSTOMER, actual).problems).toEqual([]);
  const { problems } = columnFindings({ ...CUSTOMER, exactNames: true }, actual);
  expect(problems).toHaveLength(ACTUAL.length);
  expect(problems[0]).toBe(
    '`columns.CUST_ID` of salesdb.CUSTOMER must be spelled as in the source, for the warehouse finds a field by no other name, got: CUST_ID for cust_id',
  );
});

test.each([
  ['STRING', 'bool', 'boolean'],
  ['STRING', 'date', 'date'],
  ['STRING', 'timestamptz', 'timestamp with time zone'],
  ['STRING', 'bit', 'bit(1)'],
  ['FLOAT', 'int2', 'smallint'],
  ['DECIMAL(19,0)', 'int8', 'bigint'],
  ['DECIMAL(5,0)', 'numeric', 'numeric(3,-2)'],
  ['DECIMAL(5,5)', 'numeric', 'numeric(2,5)'],
  ['STRING', '_text', 'text[]'],
])('%s holds what JSON has of %s, and is not read from Parquet', (declared, dataType, columnType) => {
  const table = { schema: 's', table: 't', keyColumns: [], columns: { c: declared } };
  const actual = [{ columnName: 'c', dataType, columnType }];
  expect(columnFindings(table, actual, POSTGRES_COLUMNS).problems).toEqual([]);
  expect(columnFindings({ ...table, rowTypes: {} }, actual, POSTGRES_COLUMNS).problems).toEqual([
    `\`columns.c\` of s.t must be of a type that reads ${columnType} as Parquet has it, by its entry or by \`types\` of the pipeline, got: ${declared}`,
  ]);
});

test.each([
  ['STRING', 'text', 'text'],
  ['STRING', 'numeric', 'numeric'],
  ['BOOLEAN', 'bit', 'bit(1)'],
  ['BIGINT', 'int4', 'integer'],
  ['DECIMAL(12,4)', 'numeric', 'numeric(10,2)'],
  ['TIMESTAMP', 'timestamp', 'timestamp(3) without time zone'],
])('%s reads %s from Parquet', (declared, dataType, columnType) => {
  const table = { schema: 's', table: 't', keyColumns: [], columns: { c: declared }, rowTypes: {} };
  expect(columnFindings(table, [{ columnName: 'c', dataType, columnType }], POSTGRES_COLUMNS).problems).toEqual([]);
});

test.each([
  ['array<string>', 'STRING', '_text', 'text[]'],
  ['array<int>', 'STRING', '_int4', 'integer[]'],
  ['string', 'DECIMAL(5,0)', 'numeric', 'numeric(3,-2)'],
])('%s reads from Parquet what is no %s there, of %s', (rowType, declared, dataType, columnType) => {
  const table = { schema: 's', table: 't', keyColumns: [], columns: { c: declared }, rowTypes: { c: rowType } };
  expect(columnFindings(table, [{ columnName: 'c', dataType, columnType }], POSTGRES_COLUMNS).problems).toEqual([]);
});

test.each([
  ['decimal(10,2)', 'DECIMAL(12,4)', 'numeric', 'numeric(12,4)'],
  ['decimal(38,10)', 'STRING', 'numeric', 'numeric'],
  ['decimal(38,2)', 'STRING', 'numeric', 'numeric(50,2)'],
  ['int', 'BIGINT', 'int8', 'bigint'],
  ['date', 'STRING', 'text', 'text'],
  ['string', 'STRING', 'vector', 'vector(3)'],
  ['string', 'STRING', 'geometry', 'geometry(Point,4326)'],
  ['string', 'BINARY', 'bytea', 'bytea'],
  ['array<double>', 'STRING', 'text', 'text'],
])('%s reads from Parquet no %s of %s, %s', (rowType, declared, dataType, columnType) => {
  const table = { schema: 's', table: 't', keyColumns: [], columns: { c: declared }, rowTypes: { c: rowType } };
  expect(columnFindings(table, [{ columnName: 'c', dataType, columnType }], POSTGRES_COLUMNS).problems).toEqual([
    expect.stringContaining(`got: ${rowType}`),
  ]);
});

test.each([
  ['array<double>', 'vector', 'extensions.vector(3)'],
  ['array<float>', 'halfvec', 'halfvec(3)'],
  ['struct<wkb:binary,srid:int>', 'geometry', 'geometry'],
  ['string', 'vector', '"Other Place".vector'],
])('%s reads %s from Parquet, which is %s', (rowType, dataType, columnType) => {
  const table = { schema: 's', table: 't', keyColumns: [], columns: { c: 'STRING' }, rowTypes: { c: rowType } };
  expect(columnFindings(table, [{ columnName: 'c', dataType, columnType }], POSTGRES_COLUMNS).problems).toEqual([]);
});

test('names of now are held to those that Avro takes, names of before are not', () => {
  const columns = { order_id: { type: 'INT', from: 'order-id' } } as const;
  const table = { schema: 's', table: 't', keyColumns: [], columns, avroNames: true as const };
  const found = (columnName: string): readonly string[] =>
    columnFindings(table, [{ columnName, dataType: 'int4', columnType: 'integer' }], POSTGRES_COLUMNS).problems;
  expect(found('order_id')).toEqual([]);
  expect(found('order-id')).toEqual([expect.stringContaining('which is what Avro takes')]);
});

test('a column that is no list is read as none', () => {
  const table = { schema: 's', table: 't', keyColumns: [], columns: { c: 'INT' }, rowTypes: { c: 'array<int>' } };
  const actual = [{ columnName: 'c', dataType: 'int4', columnType: 'integer' }];
  expect(columnFindings(table, actual, POSTGRES_COLUMNS).problems).toEqual([
    expect.stringContaining('got: array<int>'),
  ]);
});
