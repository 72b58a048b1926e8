import { alterOffsets, readOffsets, type SinkOffsets } from '../../kinds/msk-connect/connector-offsets';
import { waitUntilRunning } from '../../kinds/msk-connect/create-connector';
import { resumeConnector, stopConnector } from '../../kinds/msk-connect/stop-connector';
import type { RunningConnector } from '../../session/running-platform';
import { isDead } from '../../watch/standstill';
import { settle } from '../settle';
import type { TopicReader, TopicRecord } from '../topic-reader';

/** Seconds in which a sink has stored no offset; it does so once a minute where nothing else is said. */
const PATIENCE_SECONDS = 150;

/** What a sink was given once more. */
export interface Replay {
  readonly records: number;
  readonly keys: number;
  /** It came to where it was before. */
  readonly isOver: boolean;
}

/** Lets a sink take its newest records once more, as many as have so many different keys or all that there are. */
export async function replaySink(
  { model: { name }, worker }: RunningConnector,
  topics: TopicReader,
  keys: number,
): Promise<Replay> {
  await stopConnector(worker, name);
  let replayed: Replayed;
  let reached: SinkOffsets;
  try {
    reached = await readOffsets(worker, name);
    replayed = newestRecords(await topics.read(), reached, keys);
    await alterOffsets(worker, name, new Map([...reached, ...replayed.from]));
  } finally {
    await resumeConnector(worker, name);
  }
  await waitUntilRunning(worker, name);
  const isOver = await settle({
    compare: async () => isReached(reached, await readOffsets(worker, name)),
    isEqual: (isThere) => isThere,
    progress: async () => JSON.stringify([...(await readOffsets(worker, name))]),
    patience: PATIENCE_SECONDS,
    isOver: async () => isDead({ worker }),
  });
  return { records: replayed.records, keys: replayed.keys, isOver };
}

interface Replayed {
  /** Where to begin, by `<topic>/<partition>`. */
  readonly from: SinkOffsets;
  readonly records: number;
  readonly keys: number;
}

/** The newest ones of every partition, as even as can be. */
export function newestRecords(
  topics: ReadonlyMap<string, readonly TopicRecord[]>,
  reached: SinkOffsets,
  keys: number,
): Replayed {
  const partitions = new Map<string, TopicRecord[]>();
  for (const [topic, records] of topics) {
    for (const record of records) {
      const place = `${topic}/${record.partition}`;
      if (record.offset >= (reached.get(place) ?? 0)) continue;
      const own = partitions.get(place);
      if (own === undefined) partitions.set(place, [record]);
      else own.push(record);
    }
  }
  const from = new Map<string, number>();
  const seen = new Set<string>();
  let records = 0;
  for (const own of partitions.values()) own.sort((a, b) => a.offset - b.offset);
  while (seen.size < keys && [...partitions.values()].some((own) => own.length > 0)) {
    for (const [place, own] of partitions) {
      const record = own.pop();
      if (record === undefined || seen.size >= keys) continue;
      from.set(place, record.offset);
      seen.add(`${place} ${record.key}`);
      records += 1;
    }
  }
  return { from, records, keys: seen.size };
}

function isReached(wanted: SinkOffsets, now: SinkOffsets): boolean {
  return [...wanted].every(([place, offset]) => (now.get(place) ?? 0) >= offset);
}
