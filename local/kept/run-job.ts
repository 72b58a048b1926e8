import { describeRun } from '../jobs/describe-run';
import type { RunnableJob } from '../session/running-platform';

/**
 * Runs a job now, whatever its schedule says, and prints how that ended. A streaming one is started, and goes on.
 *
 * @throws JobFailedError
 * @throws ConcurrentRunsExceededException when another run is in its way
 */
export async function runJob(job: RunnableJob, print: (line: string) => void): Promise<void> {
  const { name, kind } = job.model;
  if (kind === 'streaming') {
    const [underWay] = job.runsUnderWay();
    const { logFile } = underWay ?? job.start();
    print(`${name} ${underWay === undefined ? 'was started' : 'is under way'}, and goes on; log: ${logFile}`);
    return;
  }
  const { logFile, ended } = job.start();
  print(`${name} runs; log: ${logFile}`);
  print(`✓ ${describeRun(name, await ended)}`);
}
