export interface StepTime {
  readonly name: string;
  readonly seconds: number;
}

/** How often a step that takes long says that it is still under way, where no line can be taken back. */
const PROGRESS_MILLISECONDS = 15_000;
const LIVE_MILLISECONDS = 1000;

/** Runs steps, shows each one when it ends, and keeps how long it took. */
export class StepLog {
  readonly steps: StepTime[] = [];
  private readonly underWay = new Map<object, { readonly name: string; readonly start: number }>();
  private silent = false;

  /**
   * @param show is given one line per step
   * @param showLive is given what is under way, again and again; nothing where that has no place
   */
  constructor(
    private readonly show: (line: string) => void,
    private readonly showLive?: (text: string) => void,
  ) {}

  async run<T>(name: string, step: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const key = {};
    this.underWay.set(key, { name, start });
    this.tellLive();
    const progress =
      this.showLive === undefined
        ? setInterval(() => this.line('…', name, start), PROGRESS_MILLISECONDS)
        : setInterval(() => this.tellLive(), LIVE_MILLISECONDS);
    try {
      const result = await step();
      this.end('✓', name, start);
      return result;
    } catch (error) {
      this.end('✗', name, start);
      throw error;
    } finally {
      clearInterval(progress);
      this.underWay.delete(key);
      this.tellLive();
    }
  }

  /** Shows nothing any more: the run is being stopped, and steps only fail because of that. */
  silence(): void {
    this.silent = true;
    this.showLive?.('');
  }

  private end(mark: string, name: string, start: number): void {
    this.steps.push({ name, seconds: secondsSince(start) });
    this.line(mark, name, start);
  }

  private line(mark: string, name: string, start: number): void {
    if (!this.silent) this.show(`${mark} ${secondsSince(start).toFixed(1).padStart(6)} s  ${name}`);
  }

  private tellLive(): void {
    if (this.silent) return;
    const steps = [...this.underWay.values()].map(
      ({ name, start }) => `${name} (${Math.round(secondsSince(start))} s)`,
    );
    this.showLive?.(steps.length === 0 ? '' : `… ${steps.join(', ')}`);
  }
}

/** To a tenth. */
function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}
