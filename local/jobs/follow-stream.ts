import { setTimeout as sleep } from 'node:timers/promises';

import type { RunnableJob } from '../platform';
import { describeReports } from './describe-run';

const POLL_MILLISECONDS = 1000;

/** Starts a streaming job and shows what each of its batches did, until it ends. */
export async function followStream(job: RunnableJob, show: (line: string) => void): Promise<void> {
  const run = job.start();
  let ended = false;
  const end = run.ended.finally(() => {
    ended = true;
  });
  let shown = 0;
  while (!ended) {
    await Promise.race([sleep(POLL_MILLISECONDS), end]);
    const reports = run.reports();
    if (reports.length > shown) show(`${job.model.name}: ${describeReports(reports.slice(shown))}`);
    shown = reports.length;
  }
}
