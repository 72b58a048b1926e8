import type { ArchiveComparison } from '../proofs/archive/prove-archive';
import type { CapturedLog } from '../proofs/captured/captured-log';
import type { ProofLog, ProofSubject } from '../proofs/proof-log';
import type { PlayedChanges } from './play-statements';

export const PLAYED_CLAIM =
  'archive objects hold exactly the topics’ events, before and after what was played, and each change is one';

/** Counts rows that a walkthrough changed, and the events that came of them. */
export class PlayedCount {
  private played: PlayedChanges = { c: 0, u: 0, d: 0 };
  private readonly start: PlayedChanges;

  constructor(private readonly captured: Pick<CapturedLog, 'tables' | 'topics' | 'waitFor'>) {
    this.start = this.seen({ c: 0, u: 0, d: 0 });
  }

  add({ c, u, d }: PlayedChanges): void {
    this.played = { c: this.played.c + c, u: this.played.u + u, d: this.played.d + d };
  }

  /** Until all are events, or nothing comes any more. */
  async wait(): Promise<void> {
    await this.captured.waitFor(() => {
      const { c, u, d } = this.seen();
      return c >= this.played.c && u >= this.played.u && d >= this.played.d;
    });
  }

  describePlayed(): string {
    return describe(this.played);
  }

  describeSeen(): string {
    return describe(this.seen());
  }

  private seen(since = this.start): PlayedChanges {
    const { tables, topics } = this.captured;
    const count = (kind: keyof PlayedChanges): number =>
      tables.reduce((total, table) => total + topics.count(table, kind), 0) - since[kind];
    return { c: count('c'), u: count('u'), d: count('d') };
  }
}

/** The archive around what was played. */
export interface PlayedArchive {
  readonly before: ArchiveComparison | undefined;
  readonly after: ArchiveComparison | undefined;
  readonly count: PlayedCount;
}

/** Before and after, the archive holds what the topics hold, and more after than before: as many events as rows were changed. */
export async function provePlayed(
  log: ProofLog,
  walkthrough: Omit<ProofSubject, 'claim'>,
  look: () => Promise<PlayedArchive>,
): Promise<void> {
  const subject = { ...walkthrough, claim: PLAYED_CLAIM };
  await log.attempt(subject, async () => {
    const { before, after, count } = await look();
    const [played, seen] = [count.describePlayed(), count.describeSeen()];
    const problems = [...(before?.problems ?? []).map((problem) => `before: ${problem}`), ...(after?.problems ?? [])];
    const [first, last] = [before?.eventCount ?? 0, after?.eventCount ?? 0];
    return {
      ...subject,
      expected: `before ${first}, after ${last} events; changes ${played}`,
      actual: [
        `before ${before?.archivedCount}, after ${after?.archivedCount} events in ${after?.objectCount} objects; changes ${seen}`,
        ...problems,
      ].join('; '),
      passed: problems.length === 0 && played === seen && first > 0 && last > first,
    };
  });
}

function describe({ c, u, d }: PlayedChanges): string {
  return `${c} c, ${u} u, ${d} d`;
}
