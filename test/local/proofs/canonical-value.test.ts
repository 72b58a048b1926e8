import { parse } from 'lossless-json';
import { mysqlForm } from '../../../local/databases/mysql/read-source';

import { canonicalJson, canonicalValue, eventText, roundedToMilliseconds } from '../../../local/proofs/canonical-value';

const column = (type: string, precision = 0): Parameters<typeof canonicalValue>[0] => ({
  name: 'c',
  form: mysqlForm(type, precision),
});

/** Each line: a type, then one value as the database, an event, and a table of whatever declared type spell it. */
test.each([
  ['int', 0, '-2147483648', '-2147483648', '-2.147483648E9'],
  ['int', 0, '00042', '42', '42'],
  ['tinyint', 0, '1', '1', 'true'],
  ['tinyint', 0, '0', '0', 'false'],
  ['bigint', 0, '18446744073709551615', '18446744073709551615', '18446744073709551615'],
  ['year', 0, '0000', '0', '0'],
  ['decimal', 0, '-0.00', '0.00', '0'],
  ['decimal', 0, '0.0000000001', '0.0000000001', '1E-10'],
  ['decimal', 0, '100.00', '100.00', '1.00E+2'],
  ['double', 0, '-1.7976931348623157e308', '-1.7976931348623157E308', '-1.7976931348623157E308'],
  ['double', 0, '-123456789012345.12000', '-1.2345678901234512E14', '-1.2345678901234512E14'],
  ['double', 0, '0.00001', '1.0E-5', '1.0E-5'],
  ['float', 0, '16777200', '1.6777216E7', '1.67772E7'],
  ['float', 0, '0.1', '0.1', '0.10000000149011612'],
  ['bit', 1, '1', 'true', 'true'],
  ['bit', 12, 'AQI=', 'AQI=', 'AQI='],
  ['date', 0, '0001-01-01', '0001-01-01Z', '0001-01-01'],
  ['datetime', 0, '2026-01-01 00:00:00.000', '2026-01-01T00:00:00Z', '2026-01-01 00:00:00.000'],
  ['timestamp', 0, '2038-01-19 03:14:07.500000', '2038-01-19T03:14:07.5Z', '2038-01-19 03:14:07.500'],
  ['time', 0, '-838:59:58.999999', '-838:59:58.999999', '-838:59:58.999999'],
  ['varchar', 0, ' a ', ' a ', ' a '],
  ['set', 0, "a,it's", "a,it's", "a,it's"],
  ['json', 0, '{"b": 1, "a": [1.50, -0.0, "x"]}', '{"a":[1.5,0,"x"],"b":1}', '{"a":[1.5,0,"x"],"b":1}'],
  ['json', 0, '[1e300, 10000000000.0]', '[1E+300,10000000000]', '[1E+300,10000000000]'],
  ['blob', 0, 'AP8A\nAAAA', 'AP8AAAAA', 'AP8AAAAA'],
  [
    'point',
    0,
    'AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==',
    '{"x":1.0,"y":2.0,"wkb":"AQEAAAAAAAAAAADwPwAAAAAAAABA","srid":null}',
    '{"x":1.0,"y":2.0,"wkb":"AQEAAAAAAAAAAADwPwAAAAAAAABA","srid":null}',
  ],
])('%s(%d) %s is %s and %s', (type, precision, database, event, table) => {
  const [one, ...others] = [database, event, table].map((text) => canonicalValue(column(type, precision), text));
  expect(others).toEqual([one, one]);
});

test.each([
  ['int', '1', '10'],
  ['int', '-1', '1'],
  ['decimal', '0.1', '0.01'],
  ['bigint', '18446744073709551615', '18446744073709551614'],
  ['double', '0.1', '0.10000000000000002'],
  ['varchar', 'a', 'a '],
  ['varchar', '1.0', '1.00'],
  ['time', '00:00:00', '-00:00:00'],
  ['datetime', '2026-01-01 00:00:00.000001', '2026-01-01 00:00:00'],
  ['datetime', '2026-01-01 00:00:10', '2026-01-01 00:00:01'],
  ['json', '{"a":1}', '{"a":"1"}'],
  ['json', '[1,2]', '[2,1]'],
  ['json', '{"a":null}', '{}'],
  ['json', '[12345678901234567890]', '[12345678901234567891]'],
  ['json', '["number 1"]', '[1]'],
  ['int', '', '0'],
  ['double', 'x', 'y'],
])('%s %s is not %s', (type, one, other) => {
  expect(canonicalValue(column(type), one)).not.toBe(canonicalValue(column(type), other));
});

test.each(['0000-00-00', '2001-02-00', '0000-00-00 00:00:00'])('%s is NULL, as a snapshot tells it', (text) => {
  expect(canonicalValue(column('datetime'), text)).toBeNull();
  expect(canonicalValue(column('varchar'), text)).toBe(text);
});

test('NULL is NULL, and no text', () => {
  expect(canonicalValue(column('varchar'), null)).toBeNull();
  expect(canonicalValue(column('varchar'), 'null')).toBe('null');
});

test('a value of an event is taken with all its digits', () => {
  const event = parse('{"a":18446744073709551615,"b":true,"c":null,"d":"x","e":{"srid":0,"wkb":""}}') as Record<
    string,
    unknown
  >;
  expect(Object.values(event).map(eventText)).toEqual([
    '18446744073709551615',
    'true',
    null,
    'x',
    '{"srid":0,"wkb":""}',
  ]);
  expect(eventText(event['none'])).toBeNull();
});

test.each([
  ['2026-01-01 00:00:00.0005', '2026-01-01 00:00:00.001'],
  ['2026-01-01 00:00:00.000499', '2026-01-01 00:00:00'],
  ['1969-12-31 23:59:59.9995', '1970-01-01 00:00:00'],
  ['0001-01-01 00:00:00', '0001-01-01 00:00:00'],
  ['9999-12-31 23:59:59.999499', '9999-12-31 23:59:59.999'],
  ['2020-02-31 00:00:00', '2020-02-31 00:00:00'],
])('%s is %s where there are milliseconds only', (text, rounded) => {
  expect(roundedToMilliseconds(text)).toBe(rounded);
});

test('documents with texts that look like numbers in lists are compared as they are', () => {
  expect(canonicalJson('{"t":"x ,12345678901234567890}"}')).toBe(canonicalJson('{ "t": "x ,12345678901234567890}" }'));
});
