export interface StepTime {
  readonly name: string;
  readonly seconds: number;
}

/** How often a step that takes long says that it is still under way. */
const PROGRESS_MILLISECONDS = 15_000;

/** Runs steps, shows each one when it ends, and keeps how long it took. */
export class StepLog {
  readonly steps: StepTime[] = [];
  private silent = false;

  /** @param show is given one line per step */
  constructor(private readonly show: (line: string) => void) {}

  async run<T>(name: string, step: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const progress = setInterval(() => this.line('…', name, start), PROGRESS_MILLISECONDS);
    try {
      const result = await step();
      this.end('✓', name, start);
      return result;
    } catch (error) {
      this.end('✗', name, start);
      throw error;
    } finally {
      clearInterval(progress);
    }
  }

  /** Shows nothing any more: the run is being stopped, and steps only fail because of that. */
  silence(): void {
    this.silent = true;
  }

  private end(mark: string, name: string, start: number): void {
    this.steps.push({ name, seconds: secondsSince(start) });
    this.line(mark, name, start);
  }

  private line(mark: string, name: string, start: number): void {
    if (!this.silent) this.show(`${mark} ${secondsSince(start).toFixed(1).padStart(6)} s  ${name}`);
  }
}

/** To a tenth. */
function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}
