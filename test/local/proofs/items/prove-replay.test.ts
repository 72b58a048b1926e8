import type { Item } from '../../../../local/proofs/items/attribute-text';
import { proveReplay, REPLAY_CLAIM } from '../../../../local/proofs/items/prove-replay';
import type { Replay } from '../../../../local/proofs/items/replay-sink';
import { newestRecords } from '../../../../local/proofs/items/replay-sink';
import type { TopicRecord } from '../../../../local/proofs/topic-reader';

const SUBJECT = { pipeline: 'orders-dynamodb', id: 'rerun', claim: REPLAY_CLAIM };
const OVER: Replay = { records: 7, keys: 5, isOver: true };
const item = (id: string, position: string): Item => ({ ID: { N: id }, __position: { S: position } });
const ITEMS = [item('1', 'a'), item('2', 'b')];

/** Items before and after a replay; problems of comparisons, one after the other. */
function prove(after: readonly Item[], replay: Replay = OVER, comparisons: readonly (readonly string[])[] = [[]]) {
  const left = [...comparisons];
  const prover = {
    compare: async () => ({
      rows: 2,
      tables: 1,
      attributes: [],
      problems: left.shift() ?? [],
      items: new Map([['orders', ITEMS]]),
    }),
    snapshot: async () => new Map([['orders', after]]),
  };
  return proveReplay(prover, async () => replay, SUBJECT);
}

test('items that stay as they are, whatever order they come in', async () => {
  expect(await prove([...ITEMS].reverse())).toMatchObject({
    passed: true,
    actual: expect.stringMatching(/^7 records of 5 keys again: 2 items stay, checksum [0-9a-f]{16}$/),
  });
});

test.each<[string, readonly Item[], Replay, readonly (readonly string[])[], string]>([
  [
    'an item that was written again',
    [item('1', 'c'), item('2', 'b')],
    OVER,
    [[]],
    'orders: 1 items are not as they were; [["ID","N","1"]',
  ],
  ['one that is gone', [item('1', 'a')], OVER, [[]], '1 items are not as they were'],
  [
    'one that came back, and is of no row',
    [...ITEMS, item('3', 'a')],
    OVER,
    [[], ['kafka_orders: 1 items differ']],
    'after: kafka_orders: 1 items differ',
  ],
  [
    'items that were wrong before',
    ITEMS,
    OVER,
    [['kafka_orders: 1 items differ']],
    'before: kafka_orders: 1 items differ',
  ],
  [
    'a sink that never came there',
    ITEMS,
    { ...OVER, isOver: false },
    [[]],
    'the sink did not come to where it was before',
  ],
  ['nothing to replay', ITEMS, { records: 0, keys: 0, isOver: true }, [[]], 'there is no record to replay'],
])('%s is red', async (_, after, replay, comparisons, actual) => {
  expect(await prove(after, replay, comparisons)).toMatchObject({
    passed: false,
    actual: expect.stringContaining(actual),
  });
});

test('what came meanwhile is compared with its source', async () => {
  expect(await prove([...ITEMS, item('3', 'a')], OVER, [[], []])).toMatchObject({ passed: true });
});

const record = (partition: number, offset: number, key: string): TopicRecord => ({
  partition,
  offset,
  key,
  value: '{}',
});

test('the newest records of each partition are replayed, until there are as many keys', () => {
  const topics = new Map([
    [
      't',
      [
        record(0, 5, 'a'),
        record(0, 6, 'b'),
        record(0, 7, 'b'),
        record(1, 0, 'c'),
        record(1, 1, 'd'),
        record(1, 2, 'e'),
      ],
    ],
  ]);
  const reached = new Map([
    ['t/0', 8],
    ['t/1', 2],
  ]);
  expect(newestRecords(topics, reached, 3)).toEqual({
    from: new Map([
      ['t/0', 6],
      ['t/1', 0],
    ]),
    records: 4,
    keys: 3,
  });
  expect(newestRecords(topics, reached, 100)).toMatchObject({ records: 5, keys: 4 });
});
