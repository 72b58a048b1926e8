import { epochProblems } from '../../connectors/epochs';

const problems = (...epochs: Readonly<Record<number, number>>[]) => epochProblems('epochs', epochs, 2);

test('epochs that begin one after the other are sound', () => {
  expect(problems()).toEqual([]);
  expect(problems({ 0: 0, 1: 0 })).toEqual([]);
  expect(problems({ 0: 12, 1: 30 }, { 0: 13, 1: 31 })).toEqual([]);
});

test('nothing has to have come in every partition during an epoch, and not yet since', () => {
  expect(problems({ 0: 12, 1: 30 }, { 0: 13, 1: 30 })).toEqual([]);
  expect(problems({ 0: 12 }, { 0: 13, 1: 30 }, { 1: 31 })).toEqual([]);
});

test('there may be as many as positions have digits for', () => {
  const begins = [...Array(10_000).keys()].map((offset) => ({ 0: offset, 1: 0 }));
  expect(problems(...begins.slice(1))).toEqual([]);
  expect(problems(...begins)).toEqual([
    '`epochs` must be at most 9999, for positions have 4 digits for them, got: 10000',
  ]);
});

test.each<[string, Readonly<Record<number, number>>[], string]>([
  ['no partition', [{}], '[0]` must have offsets of partitions of the topic (0, 1), got: {}'],
  ['a partition that is not there', [{ 0: 1, 1: 1, 2: 1 }], '(0, 1), got: 0, 1, 2'],
  ['half an offset', [{ 0: 1.5, 1: 1 }], '[0].0` must be a whole number of at least 0, got: 1.5'],
  ['a negative offset', [{ 0: 1, 1: -1 }], '[0].1` must be a whole number of at least 0, got: -1'],
  ['no offset', [{ 0: 1, 1: Number.NaN }], '[0].1` must be a whole number of at least 0, got: NaN'],
  [
    'an epoch that begins before another',
    [
      { 0: 5, 1: 5 },
      { 0: 6, 1: 4 },
    ],
    '[1].1` must not be below the begin of the epoch before it, 5, got: 4',
  ],
  [
    'an epoch that begins before one that is not next to it',
    [{ 0: 5, 1: 5 }, { 0: 6 }, { 0: 7, 1: 4 }],
    '[2].1` must not be below the begin of the epoch before it, 5, got: 4',
  ],
])('fails for %s', (_, epochs, message) => {
  expect(problems(...epochs)).toEqual([expect.stringContaining(message)]);
});
