import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningConnector } from '../platform';
import { connectorStatus, hasFailed } from '../steps/create-connector';
import type { PlayedChanges } from '../steps/play-changes';
import type { TopicReader, TopicRecord } from './topic-reader';

const CHANGES_SECONDS = 60;
const POLL_MILLISECONDS = 500;

/** The envelope's kind of change; far cheaper than parsing a hundred thousand events. */
const OPERATION = /"op":\s*"(\w)"/;

/** Counts the changes that have come to a source's topics since it was made. */
export class ChangeCounter {
  private latest: PlayedChanges = { c: 0, u: 0, d: 0 };

  private constructor(
    private readonly source: RunningConnector,
    private readonly topics: TopicReader,
    private readonly before: PlayedChanges,
  ) {}

  static async startAt(source: RunningConnector, topics: TopicReader): Promise<ChangeCounter> {
    return new ChangeCounter(source, topics, countOperations(await topics.read()));
  }

  seen(): PlayedChanges {
    return this.latest;
  }

  /** Waits until so many changes have come in all, the source has failed, or the time is over; {@link seen} tells. */
  async waitFor(played: PlayedChanges): Promise<void> {
    const deadline = Date.now() + CHANGES_SECONDS * 1000;
    for (;;) {
      const now = countOperations(await this.topics.read());
      this.latest = { c: now.c - this.before.c, u: now.u - this.before.u, d: now.d - this.before.d };
      const { c, u, d } = this.latest;
      const complete = c >= played.c && u >= played.u && d >= played.d;
      const status = await connectorStatus(this.source.worker, this.source.model.name);
      const stopped = status !== undefined && hasFailed(status);
      if (complete || stopped || Date.now() > deadline) return;
      await sleep(POLL_MILLISECONDS);
    }
  }
}

function countOperations(topics: ReadonlyMap<string, readonly TopicRecord[]>): PlayedChanges {
  const counts = { c: 0, u: 0, d: 0 };
  for (const records of topics.values()) {
    for (const { value } of records) {
      const op = value === null ? undefined : OPERATION.exec(value)?.[1];
      if (op === 'c' || op === 'u' || op === 'd') counts[op] += 1;
    }
  }
  return counts;
}
