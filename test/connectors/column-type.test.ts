import { type ColumnType, catalogType, columnTypeProblem, decimalType } from '../../connectors/column-type';

test.each([
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INT',
  'BIGINT',
  'FLOAT',
  'DOUBLE',
  'STRING',
  'BINARY',
  'DATE',
  'TIMESTAMP',
])('%s is a type', (type) => {
  expect(columnTypeProblem(type)).toBeUndefined();
});

test.each([
  ['DECIMAL(1,0)', { precision: 1, scale: 0 }],
  ['DECIMAL(10,10)', { precision: 10, scale: 10 }],
  ['DECIMAL(38,2)', { precision: 38, scale: 2 }],
])('%s is a type', (type, digits) => {
  expect(columnTypeProblem(type)).toBeUndefined();
  expect(decimalType(type)).toEqual(digits);
});

test.each([
  '',
  'bigint',
  'VARCHAR(10)',
  'DECIMAL',
  'DECIMAL(10)',
  'DECIMAL(39,0)',
  'DECIMAL(2,3)',
  'DECIMAL(0,0)',
  'DECIMAL(10, 2)',
  'MAP<STRING,STRING>',
  'STRING)',
])('fails for %p', (type) => {
  expect(columnTypeProblem(type)).toBe(
    `must be BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP or DECIMAL(p,s) with p up to 38 and s up to p, got: ${type}`,
  );
});

test.each<[ColumnType, string]>([
  ['BIGINT', 'bigint'],
  ['DECIMAL(10,2)', 'decimal(10,2)'],
])('%s is %s in the Data Catalog', (type, name) => {
  expect(catalogType(type)).toBe(name);
});
