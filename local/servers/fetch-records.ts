import type { Consumer, Kafka, KafkaMessage } from 'kafkajs';

import { LocalRunError } from '../local-run-error';

/** In which no record came, although there is more. */
const PATIENCE_SECONDS = 120;
const FETCH_BYTES = 8 * 1024 * 1024;

/** Offset of the first record that is still there, and the one after the last, by `<topic>/<partition>`. */
export type OffsetRanges = ReadonlyMap<string, { readonly start: number; readonly end: number }>;

/** Records that did not arrive although the broker says that they are there. */
export class ReadTopicsError extends LocalRunError {}

/** What is read of topics, and by whom. */
export interface Fetch {
  /** Which its role may be in. */
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Next offsets, by `<topic>/<partition>`. */
  readonly from: ReadonlyMap<string, number>;
  /** One after the last, by `<topic>/<partition>`: what is not named is not read. */
  readonly ends: ReadonlyMap<string, number>;
  /** Given each batch once, in the order of its partition. */
  readonly onBatch: (topic: string, partition: number, messages: readonly KafkaMessage[]) => void | Promise<void>;
}

/** @throws ReadTopicsError for a topic that is not there, or that the client may not see */
export async function topicOffsets(client: Kafka, topics: readonly string[]): Promise<OffsetRanges> {
  const admin = client.admin();
  await admin.connect();
  try {
    const ranges = new Map<string, { start: number; end: number }>();
    for (const topic of topics) {
      const partitions = await admin.fetchTopicOffsets(topic).catch((cause: unknown) => {
        throw new ReadTopicsError(`topic ${topic} cannot be read`, { cause });
      });
      for (const { partition, low, high } of partitions) {
        ranges.set(`${topic}/${partition}`, { start: Number(low), end: Number(high) });
      }
    }
    return ranges;
  } finally {
    await admin.disconnect();
  }
}

/** Reads topics up to offsets that they have reached. */
export async function fetchRecords(client: Kafka, fetch: Fetch): Promise<void> {
  if (fetch.ends.size === 0) return;
  const consumer = client.consumer({
    groupId: fetch.groupId,
    maxWaitTimeInMs: 100,
    maxBytesPerPartition: FETCH_BYTES,
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [...fetch.topics], fromBeginning: true });
    await consume(consumer, fetch);
  } finally {
    await consumer.disconnect();
  }
}

function consume(consumer: Consumer, { from, ends, onBatch }: Fetch): Promise<void> {
  const missing = new Map(ends);
  const positions = new Map(from);
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      const places = [...missing.keys()].join(', ');
      reject(new ReadTopicsError(`nothing came within ${PATIENCE_SECONDS} s, although there is more: ${places}`));
    }, PATIENCE_SECONDS * 1000);
    const finish = (error?: Error): void => {
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(error);
    };
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) finish(payload.error);
    });
    const started = consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        const place = `${batch.topic}/${batch.partition}`;
        const end = missing.get(place);
        if (end === undefined) return;
        timer.refresh();
        const position = positions.get(place) ?? 0;
        // The first batch may begin before the position that was sought.
        const messages = batch.messages.filter(({ offset }) => Number(offset) >= position);
        const last = messages.at(-1);
        if (last !== undefined) {
          await onBatch(batch.topic, batch.partition, messages);
          positions.set(place, Number(last.offset) + 1);
        }
        if ((positions.get(place) ?? 0) >= end) missing.delete(place);
        if (missing.size === 0) finish();
      },
    });
    for (const place of missing.keys()) {
      const separator = place.lastIndexOf('/');
      const [topic, partition] = [place.slice(0, separator), Number(place.slice(separator + 1))];
      consumer.seek({ topic, partition, offset: String(positions.get(place) ?? 0) });
    }
    started.catch(finish);
  });
}
