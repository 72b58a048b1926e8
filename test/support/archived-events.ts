import { setTimeout as sleep } from 'node:timers/promises';

import { archivedValue, type RowContent, rowContent } from '../../local/proofs/archive/archive-line';
import { ArchiveReader } from '../../local/proofs/archive/read-archive';
import type { KeptRunFiles } from './kept-run';

const ARRIVAL_SECONDS = 60;
const POLL_MILLISECONDS = 500;

/** Where an archive is, and what its lines hold. */
export interface ArchivePlace {
  readonly bucket: string;
  readonly prefix: string;
  readonly content: RowContent;
}

/** The archive of a sink with this configuration. */
export function archivePlace(sink: Readonly<Record<string, string>>): ArchivePlace {
  return { bucket: sink['s3.bucket.name'] ?? '', prefix: sink['s3.prefix'] ?? '', content: rowContent(sink) };
}

/**
 * The events of a topic in the archive of a kept run, partition after partition, as soon as there are so many, or when time is
 * up.
 */
export async function archivedEvents(
  files: KeptRunFiles,
  { bucket, prefix, content }: ArchivePlace,
  topic: string,
  count: number,
): Promise<unknown[]> {
  const reader = new ArchiveReader(files.awsClient(), bucket, prefix, [topic]);
  const deadline = Date.now() + ARRIVAL_SECONDS * 1000;
  for (;;) {
    const { events } = await reader.read();
    const found = [...events.values()].flat();
    if (found.length >= count || Date.now() > deadline) {
      return found.map((line) => archivedValue(line, content));
    }
    await sleep(POLL_MILLISECONDS);
  }
}
