import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';

import { LocalRunError } from '../local-run-error';

/** In which no record came, although there is more. */
const PATIENCE_SECONDS = 120;
const FETCH_BYTES = 8 * 1024 * 1024;

/** One record of a topic; key and value as text, null where there is none. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

/** Offset of the first record that is still there, and the one after the last, by `<topic>/<partition>`. */
export type OffsetRanges = ReadonlyMap<string, { readonly start: number; readonly end: number }>;

/** Records that did not arrive although the broker says that they are there. */
export class ReadTopicsError extends LocalRunError {}

/** Reads topics again and again, fetching only records that are new. */
export class TopicReader {
  private readonly records = new Map<string, TopicRecord[]>();
  /** Next offset to fetch, by `<topic>/<partition>`. */
  private readonly positions = new Map<string, number>();
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: Kafka,
    private readonly topics: readonly string[],
  ) {
    for (const topic of topics) this.records.set(topic, []);
  }

  async offsets(): Promise<OffsetRanges> {
    const admin = this.client.admin();
    await admin.connect();
    try {
      const ranges = new Map<string, { start: number; end: number }>();
      for (const topic of this.topics) {
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

  /** Every record that the topics hold now, by topic, in the order of partitions and offsets. */
  read(): Promise<ReadonlyMap<string, readonly TopicRecord[]>> {
    // One after the other: of two at once, each would wait for records that the other has taken.
    const read = this.reading.catch(() => undefined).then(() => this.readOnce());
    this.reading = read;
    return read;
  }

  private async readOnce(): Promise<ReadonlyMap<string, readonly TopicRecord[]>> {
    const ends = new Map<string, number>();
    for (const [place, { start, end }] of await this.offsets()) {
      const position = Math.max(this.positions.get(place) ?? 0, start);
      this.positions.set(place, position);
      if (end > position) ends.set(place, end);
    }
    if (ends.size > 0) await this.fetchUntil(ends);
    for (const list of this.records.values()) list.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
    return this.records;
  }

  private async fetchUntil(ends: Map<string, number>): Promise<void> {
    const consumer = this.client.consumer({
      // As the console's consumers are called: that is what a person's role may read with.
      groupId: `console-consumer-${randomUUID()}`,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: FETCH_BYTES,
    });
    await consumer.connect();
    try {
      await consumer.subscribe({ topics: [...this.topics], fromBeginning: true });
      await this.consume(consumer, ends);
    } finally {
      await consumer.disconnect();
    }
  }

  private consume(consumer: Consumer, ends: Map<string, number>): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        const places = [...ends.keys()].join(', ');
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
          const end = ends.get(place);
          if (end === undefined) return;
          timer.refresh();
          for (const { offset, key, value } of batch.messages)
            this.add(batch.topic, batch.partition, Number(offset), key, value);
          if ((this.positions.get(place) ?? 0) >= end) ends.delete(place);
          if (ends.size === 0) finish();
        },
      });
      for (const place of ends.keys()) {
        const separator = place.lastIndexOf('/');
        const [topic, partition] = [place.slice(0, separator), Number(place.slice(separator + 1))];
        consumer.seek({ topic, partition, offset: String(this.positions.get(place) ?? 0) });
      }
      started.catch(finish);
    });
  }

  private add(topic: string, partition: number, offset: number, key: Buffer | null, value: Buffer | null): void {
    const place = `${topic}/${partition}`;
    // The first batch may begin before the position that was sought.
    if (offset < (this.positions.get(place) ?? 0)) return;
    this.positions.set(place, offset + 1);
    const text = (bytes: Buffer | null): string | null => bytes?.toString('utf8') ?? null;
    this.records.get(topic)?.push({ partition, offset, key: text(key), value: text(value) });
  }
}
