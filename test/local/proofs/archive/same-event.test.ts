import { sameText, sameValues } from '../../../../local/proofs/archive/same-event';

const line = (value: string): string => `{"offset":1,"value":{"id":${value},"list":[${value},null]}}`;

test.each([
  ['1.1884683e+13', '1.18846831E13'],
  ['1e-45', '1.4E-45'],
  ['5e-324', '4.9E-324'],
  ['10000000000', '1.0E10'],
  ['-0', '-0.0'],
])('a binary fraction told as %s and as %s is one', (wanted, seen) => {
  expect(sameValues(line(wanted), line(seen))).toBe(true);
});

test.each([
  ['0.1', '0.10000001'],
  ['0.1', '0.10000000149011612'],
  ['9007199254740993', '9007199254740992'],
  ['16777217', '16777216'],
  ['0.5', '"0.5"'],
  ['1', 'null'],
  ['[1]', '[1,2]'],
  ['{"a":1}', '{"a":1,"b":null}'],
  ['{"a":null}', '{"b":null}'],
])('%s is not %s', (wanted, seen) => {
  expect(sameValues(line(wanted), line(seen))).toBe(false);
  expect(sameValues(line(seen), line(wanted))).toBe(false);
});

test('what was JSON has its digits', () => {
  expect(sameText(line('0.10000000149011612'), line('0.1'))).toBe(false);
  expect(sameText('{"a":1,"b":2}', '{"b":2,"a":1}')).toBe(true);
});
