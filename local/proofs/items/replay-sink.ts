import { setTimeout as sleep } from 'node:timers/promises';

import { alterOffsets, readOffsets, type SinkOffsets } from '../../kinds/msk-connect/connector-offsets';
import { waitUntilRunning } from '../../kinds/msk-connect/create-connector';
import { resumeConnector, stopConnector } from '../../kinds/msk-connect/stop-connector';
import type { RunningConnector } from '../../session/running-platform';
import { isDead } from '../../watch/standstill';
import type { TopicReader, TopicRecord } from '../topic-reader';

/** Between two looks at how far a sink came: it stores that when it is stopped, and by itself once a minute only. */
const LOOK_SECONDS = 10;

/** Looks in a row at which it has not come further. */
const MOST_IDLE_LOOKS = 6;

/** What a sink was given once more. */
export interface Replay {
  readonly records: number;
  readonly keys: number;
  /** It came to where it was before. */
  readonly isOver: boolean;
}

/** Lets a sink take its newest records once more, as many as have so many different keys or all that there are. */
export async function replaySink(connector: RunningConnector, topics: TopicReader, keys: number): Promise<Replay> {
  const { model, worker } = connector;
  const whileStopped = async <T>(work: () => Promise<T>): Promise<T> => {
    await stopConnector(worker, model.name);
    try {
      return await work();
    } finally {
      await resumeConnector(worker, model.name);
    }
  };
  const { reached, replayed } = await whileStopped(async () => {
    const reached = await readOffsets(worker, model.name);
    const replayed = newestRecords(await topics.read(), reached, keys);
    if (replayed.records > 0) await alterOffsets(worker, model.name, new Map([...reached, ...replayed.from]));
    return { reached, replayed };
  });
  let [known, idle, isOver] = ['', 0, replayed.records === 0];
  while (!isOver && idle < MOST_IDLE_LOOKS && !isDead(connector)) {
    await waitUntilRunning(worker, model.name);
    await sleep(LOOK_SECONDS * 1000);
    const now = await whileStopped(() => readOffsets(worker, model.name));
    isOver = isReached(reached, now);
    const state = JSON.stringify([...now]);
    [known, idle] = [state, state === known ? idle + 1 : 0];
  }
  await waitUntilRunning(worker, model.name);
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
