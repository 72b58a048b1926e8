import type { SourceTable } from '../../../local/proofs/captured/source-table';
import { FoldedTopics, type RecordReading } from '../../../local/proofs/folded-topics';
import type { TopicReader, TopicRecord } from '../../../local/proofs/topic-reader';

const TABLE: SourceTable = {
  schema: 's',
  table: 't',
  topic: 's.t',
  ownTopic: 's.t',
  key: ['id'],
  columns: [
    { name: 'id', form: 'number' },
    { name: 'name', form: 'text' },
  ],
};

function record(partition: number, offset: number, op: string, id: string, name?: string): TopicRecord {
  const row = `{"id":${id},"name":${JSON.stringify(name ?? null)}}`;
  const value = op === 'd' ? `{"op":"d","before":${row},"after":null}` : `{"op":"${op}","before":null,"after":${row}}`;
  return { partition, offset, key: `{"id":${id}}`, value };
}

/** Topics that get more records whenever they are read. */
function topicsOf(...batches: readonly (readonly TopicRecord[])[]): FoldedTopics {
  return readAs({}, ...batches);
}

function readAs(reading: RecordReading, ...batches: readonly (readonly TopicRecord[])[]): FoldedTopics {
  const records: TopicRecord[] = [];
  const left = [...batches];
  const read = async (): Promise<Map<string, TopicRecord[]>> => {
    records.push(...(left.shift() ?? []));
    return new Map([['s.t', records]]);
  };
  return new FoldedTopics({ read } as unknown as TopicReader, reading);
}

test('what was changed last counts, and each record once', async () => {
  const topics = topicsOf(
    [record(0, 0, 'r', '1', 'a'), record(1, 0, 'r', '2', 'b'), record(0, 1, 'u', '1', 'A')],
    [record(1, 1, 'd', '2'), { partition: 1, offset: 2, key: '{"id":2}', value: null }, record(0, 2, 'c', '3')],
  );
  await topics.advance();
  expect([...topics.rows(TABLE).values()]).toEqual([
    ['1', 'A'],
    ['2', 'b'],
  ]);
  await topics.advance();
  await topics.advance();
  expect([...topics.rows(TABLE).values()]).toEqual([
    ['1', 'A'],
    ['3', null],
  ]);
  expect(['r', 'c', 'u', 'd', 't'].map((kind) => topics.count(TABLE, kind))).toEqual([2, 1, 1, 1, 0]);
  expect(topics.size(TABLE)).toBe(2);
});

test('a number keeps all of its digits, and a column that an event does not have is NULL', async () => {
  const topics = topicsOf([
    { partition: 0, offset: 0, key: 'k', value: '{"op":"c","before":null,"after":{"id":9223372036854775807}}' },
  ]);
  await topics.advance();
  expect([...topics.rows(TABLE)]).toEqual([['["9223372036854775807"]', ['9223372036854775807', null]]]);
});

test('records of one topic are of the tables that they say', async () => {
  const of = (table: string, offset: number, id: string): TopicRecord => ({
    ...record(0, offset, 'c', id),
    value: `{"op":"c","after":{"id":${id}},"source":{"name":"p","db":"s","table":"${table}"}}`,
  });
  const topics = readAs({ isShared: true }, [
    of('t', 0, '1'),
    of('u', 1, '1'),
    of('u', 2, '2'),
    { partition: 0, offset: 3, key: null, value: 'none' },
  ]);
  await topics.advance();
  await topics.advance();
  const tables = ['p.s.t', 'p.s.u'].map((ownTopic) => ({ ...TABLE, ownTopic }));
  expect(tables.map((table) => [topics.size(table), topics.count(table, 'c'), topics.rows(table).size])).toEqual([
    [1, 1, 1],
    [2, 2, 2],
  ]);
  expect(topics.unread('s.t')).toBe(1);
});
