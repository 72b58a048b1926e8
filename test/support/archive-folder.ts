import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { TopicRecord } from '../../local/proofs/topic-reader';

const OFFSET_DIGITS = 20;

/**
 * Writes records of a topic as the S3 archive sink does with `content=record`: an object a partition, named by its first
 * offset, a line a record, and no line for a tombstone.
 *
 * @param folder in whose `<topic>/partition=<n>` the objects go
 * @param records in the order of partitions and offsets
 */
export function writeArchive(folder: string, topic: string, records: readonly TopicRecord[]): void {
  for (const partition of new Set(records.map((record) => record.partition))) {
    const ofPartition = records.filter((record) => record.partition === partition);
    const directory = join(folder, topic, `partition=${partition}`);
    mkdirSync(directory, { recursive: true });
    const first = String(ofPartition[0]?.offset).padStart(OFFSET_DIGITS, '0');
    const lines = ofPartition.filter(({ value }) => value !== null).map(line);
    writeFileSync(join(directory, `${topic}+${partition}+${first}.jsonl.gz`), gzipSync(lines.join('')));
  }
}

/** Key and value stay the text that the connector's converter wrote: a number keeps all its digits. */
function line({ partition, offset, key, value }: TopicRecord): string {
  return `{"partition":${partition},"offset":${offset},"key":${key ?? 'null'},"value":${value}}\n`;
}
