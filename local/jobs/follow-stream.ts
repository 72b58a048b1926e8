import { setTimeout as sleep } from 'node:timers/promises';

import type { RunnableJob } from '../session/running-platform';
import { describeReports } from './describe-run';

const POLL_MILLISECONDS = 1000;

/**
 * Shows what each batch of a streaming job does from now on, until it ends; starts it unless it is under way.
 *
 * @param stopped lets go of the job, which goes on
 */
export async function followStream(
  job: RunnableJob,
  show: (line: string) => void,
  stopped: AbortSignal,
): Promise<void> {
  const [underWay] = job.runsUnderWay();
  const run = underWay ?? job.start();
  let ended = false;
  const end = run.ended.finally(() => {
    ended = true;
  });
  // It may fail only after this has let go of it.
  end.catch(() => {});
  let shown = underWay?.reports().length ?? 0;
  while (!ended && !stopped.aborted) {
    await Promise.race([sleep(POLL_MILLISECONDS, undefined, { signal: stopped }).catch(() => {}), end]);
    const reports = run.reports();
    if (reports.length > shown) show(`${job.model.name}: ${describeReports(reports.slice(shown))}`);
    shown = reports.length;
  }
}
