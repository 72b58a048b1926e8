import { randomUUID } from 'node:crypto';
import type { Kafka, KafkaMessage } from 'kafkajs';

import { fetchRecords, type OffsetRanges, topicOffsets } from '../servers/fetch-records';

/** One record of a topic; key and value as text, null where there is none. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

export type ReceivedRecord = Pick<KafkaMessage, 'key' | 'value' | 'headers'>;
export type RecordTexts = Pick<TopicRecord, 'key' | 'value'>;

/** Reads a record's key and value as text. */
export type RecordDecoder = (record: ReceivedRecord, topic: string) => Promise<RecordTexts>;

/** Reads topics again and again, fetching only records that are new. */
export class TopicReader {
  private readonly records = new Map<string, TopicRecord[]>();
  /** Next offset to fetch, by `<topic>/<partition>`. */
  private readonly positions = new Map<string, number>();
  private reading: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly client: Kafka,
    private readonly topics: readonly string[],
    private readonly decode: RecordDecoder = plainTexts,
  ) {
    for (const topic of topics) this.records.set(topic, []);
  }

  offsets(): Promise<OffsetRanges> {
    return topicOffsets(this.client, this.topics);
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
    await fetchRecords(this.client, {
      // As the console's consumers are called: that is what a person's role may read with.
      groupId: `console-consumer-${randomUUID()}`,
      topics: this.topics,
      from: this.positions,
      ends,
      onBatch: async (topic, partition, messages) => {
        for (const message of messages) {
          this.add(topic, { partition, offset: Number(message.offset), ...(await this.decode(message, topic)) });
        }
      },
    });
    for (const list of this.records.values()) list.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
    return this.records;
  }

  private add(topic: string, record: TopicRecord): void {
    this.positions.set(`${topic}/${record.partition}`, record.offset + 1);
    this.records.get(topic)?.push(record);
  }
}

async function plainTexts({ key, value }: ReceivedRecord): Promise<RecordTexts> {
  return { key: key?.toString('utf8') ?? null, value: value?.toString('utf8') ?? null };
}
