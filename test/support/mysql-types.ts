/** A type of MySQL, values at its limits, and what may be declared for it. */
export interface MysqlType {
  /** As a statement spells it. */
  readonly type: string;
  /** SQL of values that a column of the type can have, NULL aside. */
  readonly values: readonly string[];
  /** Spark SQL types that hold every value exactly, the best one first; STRING always does. */
  readonly exact: readonly string[];
  /** Of the value as a client of MySQL shows it, where that is not the value's text. */
  readonly shown?: 'hex';
}

const bytes = (type: string, values: readonly string[]): MysqlType => ({
  type,
  values,
  exact: ['BINARY'],
  shown: 'hex',
});
const text = (type: string, values: readonly string[] = [`''`, `'a'`]): MysqlType => ({ type, values, exact: [] });
const integer = (type: string, low: string, high: string, exact: readonly string[]): MysqlType => ({
  type,
  values: [low, '0', high],
  exact,
});

const MAX_DECIMAL = '9'.repeat(65);

/** Every type of MySQL 8.0, each with and without a sign where it has both. */
export const MYSQL_TYPES: readonly MysqlType[] = [
  integer('TINYINT', '-128', '127', ['TINYINT', 'SMALLINT', 'INT', 'BIGINT']),
  integer('TINYINT UNSIGNED', '0', '255', ['SMALLINT', 'INT', 'BIGINT']),
  { type: 'TINYINT(1)', values: ['0', '1'], exact: ['BOOLEAN', 'TINYINT'] },
  integer('SMALLINT', '-32768', '32767', ['SMALLINT', 'INT', 'BIGINT']),
  integer('SMALLINT UNSIGNED', '0', '65535', ['INT', 'BIGINT']),
  integer('MEDIUMINT', '-8388608', '8388607', ['INT', 'BIGINT']),
  integer('MEDIUMINT UNSIGNED', '0', '16777215', ['INT', 'BIGINT']),
  integer('INT', '-2147483648', '2147483647', ['INT', 'BIGINT']),
  integer('INT UNSIGNED', '0', '4294967295', ['BIGINT', 'DECIMAL(10,0)']),
  integer('BIGINT', '-9223372036854775808', '9223372036854775807', ['BIGINT', 'DECIMAL(19,0)']),
  {
    type: 'BIGINT UNSIGNED',
    values: ['0', '42', '9223372036854775808', '18446744073709551615'],
    exact: ['DECIMAL(20,0)'],
  },
  { type: 'BIGINT(20) UNSIGNED ZEROFILL', values: ['42'], exact: ['DECIMAL(20,0)'] },
  { type: 'DECIMAL(10,2)', values: ['-99999999.99', '0.00', '0.01'], exact: ['DECIMAL(10,2)'] },
  {
    type: 'DECIMAL(38,10)',
    values: [`-${'9'.repeat(28)}.${'9'.repeat(10)}`, '0.0000000001'],
    exact: ['DECIMAL(38,10)'],
  },
  { type: 'DECIMAL(65,0)', values: [`-${MAX_DECIMAL}`, MAX_DECIMAL], exact: [] },
  { type: 'DECIMAL(65,30)', values: ['-0.000000000000000000000000000001', '1'], exact: [] },
  { type: 'FLOAT', values: ['-3.40282e38', '0.1', '1.17549e-38', '16777216'], exact: ['FLOAT', 'DOUBLE'] },
  { type: 'FLOAT(7,3)', values: ['-9999.999', '0.001'], exact: ['FLOAT', 'DOUBLE'] },
  { type: 'FLOAT(30)', values: ['3.141592653589793'], exact: ['DOUBLE'] },
  {
    type: 'DOUBLE',
    values: ['-1.7976931348623157e308', '0.1', '2.2250738585072014e-308', '3.141592653589793'],
    exact: ['DOUBLE'],
  },
  { type: 'DOUBLE(20,5)', values: ['-123456789012345.12345', '0.00001'], exact: ['DOUBLE'] },
  { type: 'REAL', values: ['3.141592653589793', '-1e300'], exact: ['DOUBLE'] },
  { type: 'BIT(1)', values: [`b'0'`, `b'1'`], exact: ['BOOLEAN'] },
  bytes('BIT(12)', ['0x0102', `b'0'`, `b'111111111111'`]),
  bytes('BIT(16)', ['0x0102', '0xFF00']),
  bytes('BIT(64)', ['0x0102030405060708', '0xFFFFFFFFFFFFFFFF', '1']),
  {
    type: 'DATE',
    values: [`'0001-01-01'`, `'0045-03-15'`, `'1000-01-01'`, `'1582-10-10'`, `'9999-12-31'`],
    exact: ['DATE'],
  },
  {
    type: 'DATETIME',
    values: [
      `'0001-01-01 00:00:00'`,
      `'0070-01-01 00:00:01'`,
      `'1582-10-10 12:00:00'`,
      `'9999-12-31 23:59:59'`,
      `'2026-03-29 02:30:00'`,
    ],
    exact: ['TIMESTAMP'],
  },
  { type: 'DATETIME(3)', values: [`'1969-12-31 23:59:59.999'`, `'2026-01-01 00:00:00.000'`], exact: ['TIMESTAMP'] },
  {
    type: 'DATETIME(6)',
    values: [`'1000-01-01 00:00:00.000001'`, `'9999-12-31 23:59:59.999999'`],
    exact: ['TIMESTAMP'],
  },
  { type: 'TIMESTAMP', values: [`'1970-01-01 00:00:01'`, `'2038-01-19 03:14:07'`], exact: ['TIMESTAMP'] },
  {
    type: 'TIMESTAMP(6)',
    values: [`'1970-01-01 00:00:01.000001'`, `'2038-01-19 03:14:07.499999'`],
    exact: ['TIMESTAMP'],
  },
  { type: 'TIME', values: [`'-838:59:59'`, `'26:15:00'`, `'24:00:00'`, `'00:00:00'`, `'838:59:59'`], exact: [] },
  { type: 'TIME(3)', values: [`'-01:30:00.500'`, `'-00:00:00.001'`], exact: [] },
  {
    type: 'TIME(6)',
    values: [`'838:59:58.999999'`, `'-838:59:58.999999'`, `'00:00:00.000001'`, `'-00:00:01.123457'`],
    exact: [],
  },
  { type: 'YEAR', values: ['0', '1901', '2000', '2155'], exact: ['SMALLINT', 'INT'] },
  text('CHAR(10)', [`''`, `'a'`, `' a'`]),
  text('VARCHAR(200)', [`''`, `' a '`, `'null'`, `'Grüße, 世界 😀'`, `'a"b\\\\c'`, `'tab\\tline\\nend'`]),
  text('VARCHAR(20) CHARACTER SET utf8mb3', [`'Größe, 世界'`]),
  text('VARCHAR(20) CHARACTER SET latin1', [`'Größe'`]),
  text('VARCHAR(20) CHARACTER SET utf16', [`'Größe 😀'`]),
  text('VARCHAR(20) CHARACTER SET cp1251', [`'Привет'`]),
  text('VARCHAR(20) CHARACTER SET cp932', [`'日本'`]),
  text('VARCHAR(20) CHARACTER SET gb2312', [`'中文'`]),
  text('TINYTEXT'),
  text('TEXT', [`''`, `REPEAT('x', 60000)`]),
  text('MEDIUMTEXT'),
  text('LONGTEXT'),
  text(`ENUM('small','it''s','(ä 世)')`, [`'small'`, `'it''s'`, `'(ä 世)'`]),
  text(`SET('a','it''s','c')`, [`''`, `'a'`, `'a,it''s,c'`]),
  text('JSON', [
    `'{"b": 1, "a": [true, null, 1.5, -0.0], "": {}}'`,
    `JSON_ARRAY(CONVERT(CONCAT('a "b" c: 1.50, ', CHAR(1), ' / 😀') USING utf8mb4))`,
    `'null'`,
    `'[12345678901234567890, 1e300, 1e-7, 1e10, 123456789.5, 0.00001, 1e17, 2e22]'`,
    `JSON_ARRAY(1.50, 12345678901234567890.123456789, CAST(100 AS DECIMAL(5,2)))`,
    `JSON_ARRAY(CAST('2026-01-02' AS DATE), CAST('12:00:00.5' AS TIME(1)), TIMESTAMP('2026-01-02 03:04:05'), x'00FF')`,
  ]),
  bytes('BINARY(4)', ['0x01', '0x01020304', `''`]),
  bytes('VARBINARY(10)', [`''`, '0x00FF00']),
  bytes('TINYBLOB', ['0x00FF']),
  bytes('BLOB', [`''`, '0x00FF', 'REPEAT(0x61, 60000)']),
  bytes('MEDIUMBLOB', ['0x00FF']),
  bytes('LONGBLOB', ['0x00FF']),
  {
    type: 'GEOMETRY',
    values: [`ST_GeomFromText('POINT(1 2)')`, `ST_GeomFromText('LINESTRING(0 0, 1 1)', 4326)`],
    exact: [],
    shown: 'hex',
  },
  { type: 'POINT', values: [`ST_GeomFromText('POINT(1 2)')`], exact: [], shown: 'hex' },
];

/** Other spellings that MySQL takes in a statement, and the type that each is. */
export const SYNONYMS: Readonly<Record<string, string>> = {
  BOOL: 'TINYINT(1)',
  INT1: 'TINYINT',
  'INT2 UNSIGNED': 'SMALLINT UNSIGNED',
  INT3: 'MEDIUMINT',
  MIDDLEINT: 'MEDIUMINT',
  'INT4 UNSIGNED': 'INT UNSIGNED',
  INTEGER: 'INT',
  INT8: 'BIGINT',
  'INT8 UNSIGNED': 'BIGINT UNSIGNED',
  'BIGINT ZEROFILL': 'BIGINT UNSIGNED',
  'DEC(10,2)': 'DECIMAL(10,2)',
  'NUMERIC(10,2)': 'DECIMAL(10,2)',
  'FIXED(10,2)': 'DECIMAL(10,2)',
  FLOAT4: 'FLOAT',
  FLOAT8: 'DOUBLE',
  'DOUBLE PRECISION': 'DOUBLE',
  'REAL(20,5)': 'DOUBLE(20,5)',
  'YEAR(4)': 'YEAR',
  BIT: 'BIT(1)',
  'CHARACTER(10)': 'CHAR(10)',
  'CHARACTER VARYING(200)': 'VARCHAR(200)',
  'NATIONAL VARCHAR(20)': 'VARCHAR(20) CHARACTER SET utf8mb3',
  'NVARCHAR(20)': 'VARCHAR(20) CHARACTER SET utf8mb3',
  'NCHAR(10)': 'CHAR(10)',
  'LONG VARCHAR': 'MEDIUMTEXT',
  'LONG VARBINARY': 'MEDIUMBLOB',
};
