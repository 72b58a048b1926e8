import { compareEvents, expectedLines, grownLines } from '../../../../local/proofs/archive/prove-archive';

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
    expect.stringMatching(/^salesdb\.T\/0: 2 events, \d archived, first difference at \d: topic .+, archive .+$/),
  ]);
});

test('a difference when a partition is archived that has no events', () => {
  const events = new Map([...expected, ['salesdb.U/0', ['{}']]]);
  expect(compareEvents(expected, { objectCount: 2, events, foreignKeys: [] }).problems).toEqual([
    'salesdb.U/0: 0 events, 1 archived, first difference at 0: topic nothing, archive {}',
  ]);
});

test('an object that is none of the archive', () => {
  expect(archived(['{"op":"r","a":1}', '{"op":"c","a":2}'], ['raw/x'])).toEqual(['no archive object: raw/x']);
});

describe('what a sink should have archived', () => {
  const sink = { content: 'record', tombstones: 'skip' };
  const topics = new Map([
    [
      'salesdb.T',
      [
        { partition: 0, offset: 16, key: '{"ID":1}', value: '{"op":"c"}' },
        { partition: 0, offset: 17, key: '{"ID":1}', value: '{"op":"d"}' },
        { partition: 0, offset: 18, key: '{"ID":1}', value: null },
        { partition: 1, offset: 16, key: null, value: '{"op":"c"}' },
      ],
    ],
  ]);
  const places: [string, readonly string[]][] = [
    [
      'salesdb.T/0',
      [
        '{"partition":0,"offset":16,"key":{"ID":1},"value":{"op":"c"}}',
        '{"partition":0,"offset":17,"key":{"ID":1},"value":{"op":"d"}}',
      ],
    ],
    ['salesdb.T/1', ['{"partition":1,"offset":16,"key":null,"value":{"op":"c"}}']],
  ];

  test('where it holds records, lines with partition, offset, key and value', () => {
    expect([...expectedLines(topics, sink)]).toEqual(places);
  });

  test('where it holds tombstones, lines with a null value', () => {
    expect(expectedLines(topics, { ...sink, tombstones: 'write' }).get('salesdb.T/0')?.[2]).toBe(
      '{"partition":0,"offset":18,"key":{"ID":1},"value":null}',
    );
  });

  test.each([[{}], [{ content: 'value' }]])('where it holds values, nothing else: %o', (config) => {
    expect([...expectedLines(topics, config)]).toEqual([
      ['salesdb.T/0', ['{"op":"c"}', '{"op":"d"}']],
      ['salesdb.T/1', ['{"op":"c"}']],
    ]);
  });

  test.each([
    ['partition', '{"partition":1,"offset":17,"key":{"ID":1},"value":{"op":"d"}}'],
    ['offset', '{"partition":0,"offset":16,"key":{"ID":1},"value":{"op":"d"}}'],
    ['key', '{"partition":0,"offset":17,"key":{"ID":2},"value":{"op":"d"}}'],
    ['kind of key', '{"partition":0,"offset":17,"key":null,"value":{"op":"d"}}'],
    ['value', '{"partition":0,"offset":17,"key":{"ID":1},"value":{"op":"u"}}'],
    ['form of line', '{"op":"d"}'],
  ])('a difference when a line has another %s', (_, line) => {
    const events = new Map(places);
    events.set('salesdb.T/0', [places[0]?.[1][0] ?? '', line]);
    expect(compareEvents(expectedLines(topics, sink), { objectCount: 2, events, foreignKeys: [] }).problems).toEqual([
      expect.stringMatching(/^salesdb\.T\/0: 2 events, 2 archived, first difference at 1: topic .*"offset":17,"key":/),
    ]);
  });
});

test('of topics that grow while an archive is read, what is archived counts, and what was there before', () => {
  const before = new Map([['orders/0', ['1', '2']]]);
  const now = new Map([
    ['orders/0', ['1', '2', '3', '4']],
    ['orders/1', ['5']],
  ]);
  const upTo = (...lines: string[]) => [...grownLines(before, now, new Map([['orders/0', lines]]))];
  expect(upTo('1')).toEqual([['orders/0', ['1', '2']]]);
  expect(upTo('1', '2', '3')).toEqual([['orders/0', ['1', '2', '3']]]);
  expect(upTo('1', '2', '3', '4', 'x')).toEqual([['orders/0', ['1', '2', '3', '4']]]);
});
