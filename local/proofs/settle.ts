import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MILLISECONDS = 500;

/** A comparison that may be repeated until nothing differs. */
export interface Settling<T> {
  readonly compare: () => Promise<T>;
  readonly isEqual: (result: T) => boolean;
  /** A text that changes as long as something is on its way. */
  readonly progress: () => Promise<string>;
  /** Seconds without progress after which what differs differs. */
  readonly patience: number;
  /** Whether nothing more can come. @default - never */
  readonly isOver?: () => Promise<boolean>;
}

/** Compares until nothing differs, or nothing moves any more: however slow a machine is, it is waited for. */
export async function settle<T>({ compare, isEqual, progress, patience, isOver }: Settling<T>): Promise<T> {
  let known = await progress();
  let since = Date.now();
  for (;;) {
    const result = await compare();
    if (isEqual(result)) return result;
    const now = await progress();
    if (now !== known) [known, since] = [now, Date.now()];
    else if (Date.now() - since > patience * 1000 || (await isOver?.())) return compare();
    await sleep(POLL_MILLISECONDS);
  }
}
