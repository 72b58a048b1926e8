import { mysqlValues } from '../../../local/databases/mysql/draw-value';
import { drawValue, isDrawable, literalOf, readAsText } from '../../../local/workload/draw-value';
import { Random } from '../../../local/workload/random';
import type { Column, DescribedColumn } from '../../../local/workload/table-shape';

const DRAWS = 4000;

function column(columnType: string, measures: Partial<DescribedColumn> = {}): Column {
  const described = {
    name: 'C',
    dataType: columnType.replace(/[( ].*/, ''),
    columnType,
    nullable: false,
    hasDefault: false,
    nullBesideDefault: false,
    generatedBy: undefined,
    autoIncrement: false,
    characterSet: undefined,
    length: 0,
    precision: 0,
    scale: undefined,
    fraction: 0,
    srsId: undefined,
    ...measures,
  };
  return { ...described, values: mysqlValues(described) };
}

function draws(of: Column, inKey = false): string[] {
  const random = new Random(1);
  const column = { ...of, values: mysqlValues(of) };
  return Array.from({ length: DRAWS }, () => drawValue(column, random, inKey));
}

/** What stands between the quotes of a literal, without escapes. */
function textOf(literal: string): string {
  const escaped: Record<string, string> = { n: '\n', t: '\t', r: '\r', '0': '\0', Z: '\u001a', b: '\b' };
  return literal.slice(1, -1).replace(/\\(.)/gs, (_, letter: string) => escaped[letter] ?? letter);
}

test.each([
  ['tinyint(4)', -128n, 127n],
  ['tinyint(3) unsigned', 0n, 255n],
  ['tinyint(1)', 0n, 1n],
  ['smallint(6)', -32768n, 32767n],
  ['mediumint(9)', -8388608n, 8388607n],
  ['mediumint(8) unsigned', 0n, 16777215n],
  ['int(11)', -2147483648n, 2147483647n],
  ['int(10) unsigned', 0n, 4294967295n],
  ['bigint(20)', -9223372036854775808n, 9223372036854775807n],
  ['bigint(20) unsigned zerofill', 0n, 18446744073709551615n],
])('%s reaches its limits, and nothing beyond', (columnType, low, high) => {
  const values = draws(column(columnType)).map(BigInt);
  expect(values.every((value) => value >= low && value <= high)).toBe(true);
  expect([values.includes(low), values.includes(0n), values.includes(high)]).toEqual([true, true, true]);
});

test.each([
  ['decimal(5,2)', 5, 2, ['999.99', '-999.99', '0.00', '0.01', '-0.01']],
  ['decimal(10,0) unsigned', 10, 0, ['9999999999', '0', '1']],
  ['decimal(65,30)', 65, 30, [`-${'9'.repeat(35)}.${'9'.repeat(30)}`, `0.${'1'.padStart(30, '0')}`]],
])('%s has its digits', (columnType, precision, scale, limits) => {
  const values = draws(column(columnType, { precision, scale }));
  expect(values).toEqual(expect.arrayContaining(limits));
  const digits = new RegExp(`^-?\\d{1,${Math.max(precision - scale, 1)}}${scale > 0 ? `\\.\\d{${scale}}` : ''}$`);
  expect(values.filter((value) => !digits.test(value))).toEqual([]);
  if (columnType.endsWith('unsigned')) expect(values.filter((value) => value.startsWith('-'))).toEqual([]);
});

test('a FLOAT comes back as it was written, and so does a DOUBLE', () => {
  for (const value of draws(column('float')))
    expect(Number(Math.fround(Number(value)).toPrecision(6))).toBe(Number(value));
  for (const value of draws(column('double'))) {
    if (!value.includes('e')) expect(value.replace(/\D/g, '').replace(/^0+/, '').length).toBeLessThanOrEqual(16);
  }
  expect(draws(column('double'))).toEqual(
    expect.arrayContaining(['-1.7976931348623157e308', '2.2250738585072014e-308']),
  );
  expect(draws(column('double unsigned')).filter((value) => value.startsWith('-'))).toEqual([]);
  const fixed = draws(column('float(7,3)', { precision: 7, scale: 3 }));
  expect(fixed.filter((value) => Math.abs(Number(value)) > 9999.999 || !/\.\d{3}$/.test(value))).toEqual([]);
});

test.each([
  ['bit(1)', 1, 1n],
  ['bit(64)', 64, 18446744073709551615n],
])('%s has all of its bits', (columnType, precision, high) => {
  const values = draws(column(columnType, { precision })).map(BigInt);
  expect(values.every((value) => value >= 0n && value <= high)).toBe(true);
  expect([values.includes(0n), values.includes(high)]).toEqual([true, true]);
});

test('options are drawn by their numbers', () => {
  const options = `('small','it''s','(a,b)')`;
  expect(new Set(draws(column(`enum${options}`)))).toEqual(new Set(['1', '2', '3']));
  expect(new Set(draws(column(`set${options}`)))).toEqual(new Set(['0', '1', '2', '3', '4', '5', '6', '7']));
  const many = `set(${Array.from({ length: 64 }, (_, at) => `'o${at}'`).join(',')})`;
  expect(draws(column(many))).toEqual(
    expect.arrayContaining(['0', '1', '9223372036854775808', '18446744073709551615']),
  );
});

test.each([
  ['date', 0, /^'\d{4}-\d\d-\d\d'$/, '1000-01-01', '9999-12-31'],
  ['datetime', 0, /^'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d'$/, '1000-01-01 00:00:00', '9999-12-31 23:59:59'],
  [
    'datetime(6)',
    6,
    /^'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}'$/,
    '1000-01-01 00:00:00.000001',
    '9999-12-31 23:59:59.999499',
  ],
  [
    'timestamp(3)',
    3,
    /^'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}'$/,
    '1970-01-01 00:00:01.001',
    '2038-01-19 03:14:07.999',
  ],
])('%s reaches its limits, and has no zero date', (columnType, fraction, form, low, high) => {
  const of = column(columnType, { fraction });
  const values = draws(of);
  expect(values.filter((value) => !form.test(value))).toEqual([]);
  const texts = values.map(textOf).sort();
  expect([texts[0], texts[texts.length - 1]]).toEqual([low, high]);
  const nowhere = texts.filter((text) =>
    Number.isNaN(Date.parse(`${text.replace(' ', 'T').slice(0, 19)}${text.includes(' ') ? 'Z' : ''}`)),
  );
  expect(nowhere).toEqual([]);
  if (!columnType.startsWith('timestamp')) {
    expect(draws(of, true).filter((value) => textOf(value) < '1600')).toEqual([]);
  }
});

test('TIME has hours up to 838 of both signs', () => {
  const texts = draws(column('time(6)', { fraction: 6 })).map(textOf);
  expect(texts).toEqual(expect.arrayContaining(['-838:59:59.000000', '838:59:58.999999', '-00:00:00.000001']));
  expect(texts.filter((text) => !/^-?(8[0-2]\d|83[0-8]|[0-7]?\d\d):[0-5]\d:[0-5]\d\.\d{6}$/.test(text))).toEqual([]);
});

test('YEAR has its limits, and 0 not in a key', () => {
  const years = draws(column('year(4)')).map(Number);
  expect([Math.min(...years), Math.max(...years)]).toEqual([0, 2155]);
  expect(Math.min(...years.filter((year) => year > 0))).toBe(1901);
  expect(draws(column('year(4)'), true)).not.toContain('0');
});

test.each([
  ['varchar(20)', 'utf8mb4', 20],
  ['char(3)', 'latin1', 3],
  ['varchar(1)', 'utf8', 1],
  ['tinytext', 'utf8mb4', 63],
])('%s in %s is empty, full and all between', (columnType, characterSet, longest) => {
  const length = columnType === 'tinytext' ? 255 : longest;
  const texts = draws(column(columnType, { characterSet, length })).map(textOf);
  const lengths = texts.map((text) => [...text].length);
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([0, longest]);
});

test('texts have what is easily lost: quotes, backslashes, newlines, blanks at both ends, letters of more bytes', () => {
  const of = column('varchar(30)', { characterSet: 'utf8mb4', length: 30 });
  const all = draws(of).map(textOf);
  for (const part of [`'`, '"', '\\', '\n', '\t', '😀', '世', 'null']) {
    expect([part, all.some((text) => text.includes(part))]).toEqual([part, true]);
  }
  expect(all.some((text) => text.startsWith(' ') && text.endsWith(' '))).toBe(true);
  const fewer = draws({ ...of, characterSet: 'utf8' }).map(textOf);
  expect(fewer.filter((text) => /[\u{10000}-\u{10ffff}]/u.test(text))).toEqual([]);
  const ascii = draws({ ...of, characterSet: 'ascii' }).map(textOf);
  expect(ascii.filter((text) => /[^\0-\x7f]/.test(text))).toEqual([]);
});

test('a key is known as the server keeps it', () => {
  const texts = draws(column('char(9)', { characterSet: 'utf8mb4', length: 9 }), true).map(textOf);
  expect(texts.filter((text) => text === '' || text.endsWith(' '))).toEqual([]);
  const bytes = draws(column('binary(4)', { length: 4 }), true);
  expect(bytes.filter((value) => !/^X'[0-9a-f]{8}'$/.test(value))).toEqual([]);
  expect(bytes.some((value) => value.endsWith(`00'`))).toBe(true);
});

test('bytes have zeros, are empty and full, and are bounded where the column is not', () => {
  const values = draws(column('varbinary(9)', { length: 9 }));
  expect(values).toEqual(expect.arrayContaining([`X''`, `X'ffffffffffffffffff'`]));
  expect(values.some((value) => /^X'(..)*00(..)+'$/.test(value))).toBe(true);
  expect(Math.max(...draws(column('longblob', { length: 2 ** 32 - 1 })).map((value) => value.length))).toBeLessThan(
    9000,
  );
});

test('JSON is of all kinds, with numbers of at most 15 digits', () => {
  const documents = draws(column('json')).map((value) => JSON.parse(textOf(value)));
  const kinds = new Set(documents.map((one) => (one === null ? 'null' : Array.isArray(one) ? 'array' : typeof one)));
  expect(kinds).toEqual(new Set(['null', 'boolean', 'number', 'string', 'array', 'object']));
  const numbers = documents.filter((one) => typeof one === 'number');
  expect(numbers.filter((one) => String(Math.abs(one)).replace('.', '').length > 15)).toEqual([]);
});

test('what is read of a row is a literal again', () => {
  expect(readAsText(column('int(11)', { name: 'a`b.c' }))).toBe('CAST(`a``b.c` AS CHAR)');
  expect(literalOf(column('int(11)'), '-5')).toBe('-5');
  expect(literalOf(column('varchar(9)'), `it's`)).toBe(`'it\\'s'`);
  expect(literalOf(column('binary(2)'), '00FF')).toBe(`X'00FF'`);
  expect(literalOf(column('date'), null)).toBe('NULL');
});

test.each(['point', 'linestring', 'polygon', 'multipoint', 'multilinestring', 'multipolygon', 'geomcollection'])(
  'a %s is one, in the system that its column is bound to',
  (type) => {
    const name = type === 'geomcollection' ? 'GEOMETRYCOLLECTION' : type.toUpperCase();
    for (const literal of draws(column(type, { srsId: 4326 }))) {
      expect(literal).toMatch(new RegExp(`^ST_GeomFromText\\('${name}\\(.*\\)', 4326\\)$`));
      expect(
        literal
          .replace(/, 4326\)$/, '')
          .match(/-?[\d.]+/g)
          ?.filter((degrees) => Math.abs(Number(degrees)) > 80),
      ).toEqual([]);
    }
    expect(new Set(draws(column(type)).map((literal) => /, (\d+)\)$/.exec(literal)?.[1]))).toEqual(
      new Set(['0', '4326']),
    );
  },
);

test('a type that MySQL does not have is not drawn', () => {
  expect(['geometry', 'constructor', 'json'].map((type) => isDrawable(column(type)))).toEqual([true, false, true]);
});
