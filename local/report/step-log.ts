export interface StepTime {
  readonly name: string;
  readonly seconds: number;
}

const MILLISECONDS = 1000;

/** Runs steps, shows each one when it ends, and keeps how long it took. */
export class StepLog {
  readonly steps: StepTime[] = [];
  private silent = false;

  /** @param show is given one line per step */
  constructor(private readonly show: (line: string) => void) {}

  async run<T>(name: string, step: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      const result = await step();
      this.end('✓', name, start);
      return result;
    } catch (error) {
      this.end('✗', name, start);
      throw error;
    }
  }

  /** Shows nothing any more: the run is being stopped, and steps only fail because of that. */
  silence(): void {
    this.silent = true;
  }

  private end(mark: string, name: string, start: number): void {
    const seconds = Math.round((performance.now() - start) / (MILLISECONDS / 10)) / 10;
    this.steps.push({ name, seconds });
    if (!this.silent) this.show(`${mark} ${seconds.toFixed(1).padStart(6)} s  ${name}`);
  }
}
