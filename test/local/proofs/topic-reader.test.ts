import type { EachBatchPayload, Kafka } from 'kafkajs';

import { TopicReader } from '../../../local/proofs/topic-reader';

const SECOND = 1000;

afterEach(() => jest.useRealTimers());

/** A broker whose topic has two records, each of which comes so many seconds after the one before it; null never. */
function slowKafka(seconds: number | null): Kafka {
  const admin = {
    connect: async () => {},
    disconnect: async () => {},
    fetchTopicOffsets: async () => [{ partition: 0, low: '0', high: '2' }],
  };
  const consumer = {
    events: { CRASH: 'crash' },
    on: () => {},
    connect: async () => {},
    disconnect: async () => {},
    subscribe: async () => {},
    seek: () => {},
    run: async ({ eachBatch }: { eachBatch: (payload: EachBatchPayload) => Promise<void> }) => {
      for (const offset of seconds === null ? [] : ['0', '1']) {
        await new Promise((resolve) => setTimeout(resolve, Number(seconds) * SECOND));
        const messages = [{ offset, key: null, value: Buffer.from('{}') }];
        await eachBatch({ batch: { topic: 't', partition: 0, messages } } as unknown as EachBatchPayload);
      }
    },
  };
  return { admin: () => admin, consumer: () => consumer } as unknown as Kafka;
}

test('records are waited for as long as some come', async () => {
  jest.useFakeTimers();
  const read = new TopicReader(slowKafka(100), ['t']).read();
  const result = expect(read.then((records) => records.get('t')?.map(({ offset }) => offset))).resolves.toEqual([0, 1]);
  await jest.advanceTimersByTimeAsync(300 * SECOND);
  await result;
});

test('where none come, the place is named', async () => {
  jest.useFakeTimers();
  const result = expect(new TopicReader(slowKafka(null), ['t']).read()).rejects.toThrow(
    'nothing came within 120 s, although there is more: t/0',
  );
  await jest.advanceTimersByTimeAsync(300 * SECOND);
  await result;
});
