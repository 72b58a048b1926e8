import { type CapturedLog, compareTopic } from '../../../local/proofs/captured/captured-log';
import type { SourceTable } from '../../../local/proofs/captured/source-table';
import { FoldedTopics } from '../../../local/proofs/folded-topics';
import { proveTopics, TOPICS_CLAIM } from '../../../local/proofs/prove-topics';
import { type Row, rowKey } from '../../../local/proofs/rows';
import type { TopicReader, TopicRecord } from '../../../local/proofs/topic-reader';

const TABLE: SourceTable = {
  schema: 'shop',
  table: 'orders',
  topic: 't',
  ownTopic: 't',
  key: ['id'],
  columns: [
    { name: 'id', form: 'number' },
    { name: 'total', form: 'number' },
  ],
};
const ROWS: readonly Row[] = [
  ['1', '2.5'],
  ['10', null],
];

const record = (offset: number, op: string, id: number, total: unknown, key = `{"id":${id}}`): TopicRecord => {
  const row = { id, total };
  return { partition: 0, offset, key, value: JSON.stringify(op === 'd' ? { op, after: null } : { op, after: row }) };
};
const HEALTHY = [record(0, 'r', 1, '1.00'), record(1, 'r', 10, null), record(2, 'u', 1, '2.50')];

async function prove(records: readonly TopicRecord[], standstill?: string) {
  const topics = new FoldedTopics({ read: async () => new Map([['t', records]]) } as unknown as TopicReader);
  await topics.advance();
  const rows = new Map(ROWS.map((row) => [rowKey([row[0]]), row]));
  const log = {
    compareTopics: async () => [compareTopic(TABLE, rows, topics)],
    standstill: async () => standstill,
  } as unknown as CapturedLog;
  return proveTopics(log, { pipeline: 'shop', id: 'topics', claim: TOPICS_CLAIM });
}

test('rows that their topic comes to are proven', async () => {
  expect(await prove(HEALTHY)).toMatchObject({ passed: true, actual: '2 rows of 1 tables' });
});

test.each<[string, readonly TopicRecord[], string]>([
  ['lost', HEALTHY.filter(({ offset }) => offset !== 1), '["10"]: table has id="10" total=NULL, topic has no such row'],
  ['lost on its way to the newest value', HEALTHY.slice(0, 2), '["1"]: table has total="2.5", topic has total="1"'],
  ['deleted', [...HEALTHY, record(3, 'd', 10, null)], '["10"]: table has id="10" total=NULL, topic has no such row'],
  ['another', [...HEALTHY, record(3, 'u', 10, '0')], '["10"]: table has total=NULL, topic has total="0"'],
  ['too many', [...HEALTHY, record(3, 'c', 7, '0')], '["7"]: topic has id="7" total="0", table has no such row'],
  ['under two keys', [...HEALTHY, record(3, 'u', 10, null, '{"ID":10}')], '1 rows have more than one key in the topic'],
])('an event that is %s is named with table and key', async (_, records, example) => {
  expect(await prove(records)).toMatchObject({
    passed: false,
    actual: `1 of them; shop.orders: 1 rows differ; ${example}`,
  });
});

test('a capture that stands still is no proven one, whatever its topics hold', async () => {
  const actual = '2 of them; connector RUNNING, task 0 FAILED';
  expect(await prove(HEALTHY, 'connector RUNNING, task 0 FAILED')).toMatchObject({ passed: false, actual });
});
