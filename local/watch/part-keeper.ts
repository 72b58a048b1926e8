import { RestartPolicy } from './restart-policy';
import type { WatchedPart } from './watched-part';

/** Looks in a row without an answer after which what failed before them is known no longer. */
const MOST_UNANSWERED = 30;

/** What a keeper works with. */
export interface KeeperTools {
  /** In milliseconds. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Whether nobody watches any more. */
  readonly isOver: () => boolean;
  /** Says what happened: the run is not what it was. */
  readonly tell: (line: string) => void;
}

/** Keeps one part of a run up: starts it again when it fails, and gives it up when that is in vain. */
export class PartKeeper {
  private readonly policy: RestartPolicy;
  /** Looks in a row that found it failed, and that found it well. */
  private failed = 0;
  private well = 0;
  /** Looks in a row of which nobody could say anything. */
  private unanswered = 0;
  private isMending = false;
  private looking: Promise<void> | undefined;

  constructor(private readonly tools: KeeperTools) {
    this.policy = new RestartPolicy(tools.now);
  }

  /** Whether it fails, is being started again, or has yet to show that its last restart was of use. */
  get isUndecided(): boolean {
    return this.isMending || this.failed > 0 || this.policy.isOnProbation();
  }

  /** Looks at the part once, and does what there is to do about it. Who comes meanwhile waits for the same. */
  look(part: WatchedPart): Promise<void> {
    this.looking ??= this.lookAt(part).finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async lookAt(part: WatchedPart): Promise<void> {
    const failures = await part.failures();
    if (this.tools.isOver()) return;
    this.unanswered = failures === undefined ? this.unanswered + 1 : 0;
    // Whoever could say may be gone for good, and who waits for a decision would wait for ever.
    if (this.unanswered >= MOST_UNANSWERED) this.failed = 0;
    if (failures === undefined) return;
    this.failed = failures.length > 0 ? this.failed + 1 : 0;
    this.well = failures.length > 0 ? 0 : this.well + 1;
    if (part.history.deaths(part.name).length > 0) this.lookAtDead(part);
    else if (this.failed >= part.looks) await this.mend(part, failures);
  }

  private lookAtDead({ name, history, looks }: WatchedPart): void {
    this.failed = 0;
    if (this.well < looks) return;
    history.takeBack(name);
    this.tools.tell(`✓ ${name} works again`);
  }

  private async mend(part: WatchedPart, failures: readonly string[]): Promise<void> {
    const { name, history, loss, logFile } = part;
    const decision = loss === undefined ? this.policy.decide() : { givenUp: loss };
    if ('givenUp' in decision) {
      this.failed = 0;
      this.policy.forget();
      const deaths = failures.map((failure) => [withoutEnd(failure), decision.givenUp, `log: ${logFile}`].join('; '));
      history.giveUp(name, deaths);
      for (const death of deaths) this.tools.tell(`✗ ${death}`);
      return;
    }
    this.isMending = true;
    await this.restart(part, failures, decision.pauseSeconds).finally(() => {
      this.isMending = false;
      this.failed = 0;
    });
  }

  private async restart(part: WatchedPart, failures: readonly string[], pauseSeconds: number): Promise<void> {
    const { name, history } = part;
    await this.tools.sleep(pauseSeconds * 1000);
    if (this.tools.isOver() || part.isStopped()) return;
    const cause = failures.join('; ');
    history.addRestart({ at: new Date(this.tools.now()), of: name, cause });
    const time = ordinal(history.restarts(name).length);
    // What does not come back shows at the next look, as a failure like any other.
    const isBack = await part.restart().then(
      () => true,
      () => false,
    );
    this.policy.addRestart();
    if (isBack && !this.tools.isOver()) this.tools.tell(`${withoutEnd(cause)}; started again, ${time} time`);
  }
}

/** A reason may be a whole sentence, and more is said behind it. */
function withoutEnd(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** `1st`, `2nd`, `11th`. */
function ordinal(count: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd' }[ORDINALS.select(count) as string] ?? 'th';
  return `${count}${ending}`;
}

const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
