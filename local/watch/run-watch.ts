import { setTimeout as sleep } from 'node:timers/promises';

import { StoppingError } from '../processes/process-errors';
import type { ProcessHistory } from '../processes/process-history';
import { type KeeperTools, PartKeeper } from './part-keeper';
import type { WatchedPart } from './watched-part';

const LOOK_MILLISECONDS = 1000;

export interface WatchOptions {
  /** @param line about what failed, was started again, or is lost */
  readonly print: (line: string) => void;
  /** Called whenever the run is not what it was. */
  readonly changed: () => void;
  /** @default LOOK_MILLISECONDS */
  readonly everyMilliseconds?: number;
  /** @default - the machine's clock */
  readonly clock?: Pick<KeeperTools, 'now' | 'sleep'>;
}

/**
 * Sees what fails in a run, starts it again as the managed services do, and says so. What restarts do not mend is a death: it is
 * said once, and stands in the history of its server.
 */
export class RunWatch {
  private keepers = new Map<ProcessHistory, Map<string, PartKeeper>>();
  private readonly told = new Set<string>();
  private readonly tools: KeeperTools;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private parts: () => readonly WatchedPart[] = () => [];

  constructor(private readonly options: WatchOptions) {
    const clock = options.clock ?? { now: Date.now, sleep: (milliseconds) => sleep(milliseconds) };
    this.tools = { ...clock, isOver: () => this.isStopped, tell: (line) => this.tell(line) };
  }

  /** @param parts those of the moment, for a run that stays up may get others */
  follow(parts: () => readonly WatchedPart[]): void {
    this.parts = parts;
    this.timer = setInterval(() => void this.look(), this.options.everyMilliseconds ?? LOOK_MILLISECONDS);
  }

  /** Every death that there was, whatever became of it. */
  deaths(): readonly string[] {
    return [...this.told];
  }

  /** Deaths that nobody has mended, of what is still part of the run. */
  standing(): readonly string[] {
    return [...new Set(this.parts().map(({ history }) => history))].flatMap((history) => history.deaths());
  }

  /**
   * Resolves once nothing is about to be started again, or has yet to show that it works since: all is well, or dead.
   *
   * @throws StoppingError when nobody watches any more
   */
  async untilDecided(): Promise<void> {
    for (;;) {
      await this.look();
      if (this.isStopped) throw new StoppingError('the run is being stopped');
      if (this.undecided().length === 0) return;
      await sleep(this.options.everyMilliseconds ?? LOOK_MILLISECONDS);
    }
  }

  stop(): void {
    this.isStopped = true;
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const parts = this.parts();
    const keepers = new Map<ProcessHistory, Map<string, PartKeeper>>();
    const looks = parts.map((part) => {
      const keeper = this.keepers.get(part.history)?.get(part.name) ?? new PartKeeper(this.tools);
      keepers.set(part.history, (keepers.get(part.history) ?? new Map()).set(part.name, keeper));
      return keeper.look(part);
    });
    // Of what is no longer part of the run nobody keeps anything.
    this.keepers = keepers;
    await Promise.all(looks);
  }

  private undecided(): PartKeeper[] {
    return [...this.keepers.values()].flatMap((of) => [...of.values()]).filter(({ isUndecided }) => isUndecided);
  }

  private tell(line: string): void {
    for (const death of this.standing()) this.told.add(death);
    this.options.print(line);
    this.options.changed();
  }
}
