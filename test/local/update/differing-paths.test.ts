import { differingPaths, differsAt } from '../../../local/update/differing-paths';

test.each([
  ['equal maps', { a: { b: 1 } }, { a: { b: 1 } }, []],
  ['one option of many', { a: '1', b: '2' }, { a: '1', b: '3' }, ['P.b']],
  ['an option that is new, and one that is gone', { a: '1' }, { b: '1' }, ['P.a', 'P.b']],
  ['a nested option', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['P.a.c']],
  ['a list as a whole', { a: [1, 2] }, { a: [1, 3] }, ['P.a']],
  ['a text that becomes a map', 'x', { a: 1 }, ['P']],
  ['a property that was not there', undefined, { a: 1 }, ['P']],
  ['a reference as a whole', { resource: 'S/A', version: '1' }, { resource: 'S/A', version: '2' }, ['P']],
  ['a parameter as a whole', { Ref: 'A', default: undefined }, { Ref: 'B', default: undefined }, ['P']],
  ['a function as a whole', { 'Fn::Join': ['', ['a']] }, { 'Fn::Join': ['', ['b']] }, ['P']],
])('%s', (_, before, after, paths) => {
  expect(differingPaths(before, after, 'P')).toEqual(paths);
});

const reference = { resource: 'S/A', attribute: 'Arn', version: '1' };

describe('at a path below', () => {
  test.each<[string, unknown, unknown, string[], boolean]>([
    ['values of their own', 'a', 'b', [], true],
    ['what differs', { a: { b: 1 } }, { a: { b: 2 } }, ['a', 'b'], true],
    ['what differs beside it', { a: { b: 1, c: 1 } }, { a: { b: 1, c: 2 } }, ['a', 'b'], false],
    ['what is added', undefined, { a: { b: 1 } }, ['a', 'b'], true],
    ['what is missing in what is added', undefined, { a: { c: 1 } }, ['a', 'b'], false],
    ['what is missing in what goes', { a: { c: 1 } }, {}, ['a', 'b'], false],
    ['a reference on the way', reference, { b: 1 }, ['b'], true],
    ['another version of a reference at its end', { a: reference }, { a: { ...reference, version: '2' } }, ['a'], true],
    ['a text on the way', '{"b":1}', '{"b":2}', ['b'], true],
    ['an item of a list', [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }], ['*', 'a'], true],
    ['what differs beside it in an item', [{ a: 1, b: 1 }], [{ a: 1, b: 2 }], ['*', 'a'], false],
    ['an item that is added', [], [{ a: 1 }], ['*', 'a'], true],
    ['a reference instead of a list', reference, [{ a: 1 }], ['*', 'a'], true],
  ])('%s', (_, before, after, path, differs) => {
    expect(differsAt(before, after, path)).toBe(differs);
    expect(differsAt(after, before, path)).toBe(differs);
  });
});
