import type { JobUnderWay, RunnableJob } from '../../session/running-platform';
import { settle } from '../settle';

/** Seconds in which a streaming job has reported nothing, although something is missing; on a busy machine it needs many to start. */
const PATIENCE_SECONDS = 240;

/** Brings a job's tables up to date and looks at them, whichever way it runs: to its end, or until it is stopped. */
export class TableUpkeep {
  private underWay: JobUnderWay | undefined;

  constructor(private readonly job: RunnableJob) {}

  /** Runs a job that comes to an end; starts one that does not, and lets it go on. */
  async run(): Promise<void> {
    if (this.job.model.kind === 'batch') await this.job.run();
    else this.underWay ??= this.job.start();
  }

  /** Compares once, or as long as a run that goes on brings anything. */
  async compare<T>(compare: () => Promise<T>, isEqual: (result: T) => boolean): Promise<T> {
    const run = this.underWay;
    if (run === undefined) return compare();
    const compared = settle({
      compare,
      isEqual,
      progress: async () => String(run.reports().length),
      patience: PATIENCE_SECONDS,
    });
    // Its end before that is a failure, and says more than what is missing.
    return Promise.race([compared, run.ended.then(() => compared)]);
  }

  async stop(): Promise<void> {
    const run = this.underWay;
    this.underWay = undefined;
    await run?.stop();
  }
}
