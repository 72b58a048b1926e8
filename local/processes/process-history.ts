/** One time that something which had ended or failed was started again. */
export interface Restart {
  readonly at: Date;
  /** A server, or a connector that it runs. */
  readonly of: string;
  readonly cause: string;
}

/** What became of a server, and of what it runs, since its first start. */
export class ProcessHistory {
  private readonly past: Restart[] = [];
  private readonly givenUp = new Map<string, readonly string[]>();

  /** In their order. @param of @default - all */
  restarts(of?: string): readonly Restart[] {
    return this.past.filter((restart) => of === undefined || restart.of === of);
  }

  addRestart(restart: Restart): void {
    this.past.push(restart);
  }

  /** Why what is given up is, a line each. @param of @default - all */
  deaths(of?: string): readonly string[] {
    return of === undefined ? [...this.givenUp.values()].flat() : (this.givenUp.get(of) ?? []);
  }

  giveUp(of: string, deaths: readonly string[]): void {
    this.givenUp.set(of, deaths);
  }

  /** What was given up works all the same: somebody has mended it. */
  takeBack(of: string): void {
    this.givenUp.delete(of);
  }
}
