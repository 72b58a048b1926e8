import { connectorStatus, failures } from '../kinds/msk-connect/create-connector';
import type { RunningConnector } from '../platform';

const LOOK_MILLISECONDS = 2_000;

/** An update may be why a worker has ended; it takes the connector out of the run a moment later. */
const LOOKS_BEFORE_TOLD = 2;

/**
 * Sees connectors and tasks of a run that die, and says so once for each death. Nothing else would: a worker goes on without
 * them, and jobs find nothing new.
 */
export class ConnectorWatch {
  /** How often each death was seen in a row. */
  private seen = new Map<string, number>();
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(
    private readonly print: (line: string) => void,
    private readonly everyMilliseconds = LOOK_MILLISECONDS,
  ) {}

  /** @param connectors those of the moment, for a run that stays up may get others */
  follow(connectors: () => readonly RunningConnector[]): void {
    this.timer = setInterval(() => {
      if (this.isLooking) return;
      this.isLooking = true;
      this.look(connectors()).finally(() => {
        this.isLooking = false;
      });
    }, this.everyMilliseconds);
  }

  /** Every death that was told, whatever became of the connector. */
  deaths(): readonly string[] {
    return [...this.told];
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async look(connectors: readonly RunningConnector[]): Promise<void> {
    const now = new Map((await deathsOf(connectors)).map((death) => [death, (this.seen.get(death) ?? 0) + 1]));
    this.seen = now;
    for (const [death, looks] of now) {
      if (looks !== LOOKS_BEFORE_TOLD || this.timer === undefined) continue;
      this.told.add(death);
      this.print(`✗ ${death}`);
    }
  }
}

/** Why each of the connectors that do not work any more does not. One whose worker has no answer counts as working. */
export async function deathsOf(connectors: readonly RunningConnector[]): Promise<string[]> {
  const deaths = connectors.map(async ({ model: { name }, worker }) => {
    if (worker.process.endedWith() !== undefined) {
      const { endedWith, logFile } = worker.process;
      return [`connector ${name}: its worker ended (${endedWith()}); log: ${logFile}`];
    }
    const status = await connectorStatus(worker, name).catch(() => undefined);
    return status === undefined ? [] : failures(status).map((failure) => `connector ${name}: ${failure}`);
  });
  return (await Promise.all(deaths)).flat();
}
