/** Restarts that are tried one after the other before something is given up. */
const MOST_IN_A_ROW = 3;

/** What has worked for so long since its last restart has come back, and a later failure is another one. */
const STEADY_SECONDS = 60;

/** Each pause is twice as long as the one before it. */
const FIRST_PAUSE_SECONDS = 1;

/** What comes back, and fails again a little later, is not well either. */
const MOST_WITHIN_AN_HOUR = 10;
const HOUR_SECONDS = 3600;

/** Whether something that failed is started again: after so many seconds, or not at all. */
export type Decision = { readonly pauseSeconds: number } | { readonly givenUp: string };

/** How often and how soon one thing is started again. */
export class RestartPolicy {
  private readonly restarts: number[] = [];
  private inARow = 0;

  /** @param now in milliseconds */
  constructor(private readonly now: () => number = Date.now) {}

  /** What to do about a failure. */
  decide(): Decision {
    if (!this.isOnProbation()) this.inARow = 0;
    if (this.inARow >= MOST_IN_A_ROW) return { givenUp: `${MOST_IN_A_ROW} restarts in a row did not mend it` };
    const lately = this.restarts.filter((at) => this.secondsSince(at) < HOUR_SECONDS).length;
    if (lately >= MOST_WITHIN_AN_HOUR)
      return { givenUp: `${MOST_WITHIN_AN_HOUR} restarts within an hour did not mend it` };
    return { pauseSeconds: FIRST_PAUSE_SECONDS * 2 ** this.inARow };
  }

  /** It was started again just now, whatever came of it. */
  addRestart(): void {
    this.restarts.push(this.now());
    this.inARow += 1;
  }

  /** Whether it has yet to show that its last restart was of use. */
  isOnProbation(): boolean {
    const last = this.restarts.at(-1);
    return last !== undefined && this.secondsSince(last) < STEADY_SECONDS;
  }

  /** It was given up: should somebody mend it, what comes then is judged as if nothing had been. */
  forget(): void {
    this.restarts.length = 0;
    this.inARow = 0;
  }

  private secondsSince(at: number): number {
    return (this.now() - at) / 1000;
  }
}
