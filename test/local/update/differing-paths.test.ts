import { differingPaths } from '../../../local/update/differing-paths';

test.each([
  ['equal maps', { a: { b: 1 } }, { a: { b: 1 } }, []],
  ['one option of many', { a: '1', b: '2' }, { a: '1', b: '3' }, ['P.b']],
  ['an option that is new, and one that is gone', { a: '1' }, { b: '1' }, ['P.a', 'P.b']],
  ['a nested option', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['P.a.c']],
  ['a list as a whole', { a: [1, 2] }, { a: [1, 3] }, ['P.a']],
  ['a text that becomes a map', 'x', { a: 1 }, ['P']],
  ['a property that was not there', undefined, { a: 1 }, ['P']],
  ['a reference as a whole', { resource: 'S/A', version: '1' }, { resource: 'S/A', version: '2' }, ['P']],
  ['a function as a whole', { 'Fn::Join': ['', ['a']] }, { 'Fn::Join': ['', ['b']] }, ['P']],
])('%s', (_, before, after, paths) => {
  expect(differingPaths(before, after, 'P')).toEqual(paths);
});
