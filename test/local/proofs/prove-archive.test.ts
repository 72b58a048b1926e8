import { compareEvents } from '../../../local/proofs/prove-archive';

const expected = new Map([['salesdb.T/0', ['{"op":"r","a":1}', '{"op":"c","a":2}']]]);
const archived = (lines: string[], foreignKeys: string[] = []) =>
  compareEvents(expected, { objectCount: 1, events: new Map([['salesdb.T/0', lines]]), foreignKeys }).problems;

test('the same events in the same order, whatever the order of their keys', () => {
  expect(archived(['{"a":1,"op":"r"}', '{"op":"c","a":2}'])).toEqual([]);
});

test.each([
  ['one is missing', ['{"op":"r","a":1}']],
  ['one is there twice', ['{"op":"r","a":1}', '{"op":"r","a":1}', '{"op":"c","a":2}']],
  ['they are in another order', ['{"op":"c","a":2}', '{"op":"r","a":1}']],
  ['one has another value', ['{"op":"r","a":1}', '{"op":"c","a":3}']],
  ['nothing is archived', []],
])('a difference when %s', (_, lines) => {
  expect(archived(lines)).toEqual([
    expect.stringMatching(/^salesdb\.T\/0: 2 events, \d archived, first difference at \d$/),
  ]);
});

test('a difference when a partition is archived that has no events', () => {
  const events = new Map([...expected, ['salesdb.U/0', ['{}']]]);
  expect(compareEvents(expected, { objectCount: 2, events, foreignKeys: [] }).problems).toEqual([
    'salesdb.U/0: 0 events, 1 archived, first difference at 0',
  ]);
});

test('an object that is none of the archive', () => {
  expect(archived(['{"op":"r","a":1}', '{"op":"c","a":2}'], ['raw/x'])).toEqual(['no archive object: raw/x']);
});
