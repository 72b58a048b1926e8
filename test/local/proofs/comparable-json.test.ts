import { sameJson } from '../../../local/proofs/comparable-json';

test.each([
  ['{"a":1,"b":[{"c":null,"d":"x"}]}', '{ "b": [{"d":"x","c":null}], "a": 1 }'],
  ['{"a":12345678901234567890}', '{"a": 12345678901234567890}'],
])('%s is %s', (a, b) => {
  expect(sameJson(a, b)).toBe(true);
});

test.each([
  ['{"a":1}', '{"a":"1"}'],
  ['{"a":[1,2]}', '{"a":[2,1]}'],
  ['{"a":null}', '{}'],
  ['{"a":12345678901234567890}', '{"a":12345678901234567891}'],
])('%s is not %s', (a, b) => {
  expect(sameJson(a, b)).toBe(false);
});
