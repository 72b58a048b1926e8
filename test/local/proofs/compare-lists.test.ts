import { compareBags, firstDifference } from '../../../local/proofs/compare-lists';

test('bags are equal in any order', () => {
  expect(compareBags(['a', 'b', 'b'], ['b', 'a', 'b'])).toEqual({ missing: 0, extra: 0, examples: [] });
});

test('bags count what is missing and what is there too often', () => {
  expect(compareBags(['a', 'b', 'c'], ['b', 'b', 'd'])).toEqual({
    missing: 2,
    extra: 2,
    examples: ['missing a', 'too many b'],
  });
});

const same = (a: string, b: string): boolean => a === b;

test.each([
  ['equal lists', ['a', 'b'], ['a', 'b'], undefined],
  ['another order', ['a', 'b'], ['b', 'a'], 0],
  ['one missing at the end', ['a', 'b'], ['a'], 1],
  ['one twice', ['a', 'b'], ['a', 'a', 'b'], 1],
])('lists: %s', (_, expected, actual, at) => {
  expect(firstDifference(expected, actual, same)).toBe(at);
});
