import { causeChain } from '../local-run-error';
import type { RunnableJob } from '../platform';
import { followAwsCron } from './aws-cron';
import { describeRun } from './describe-run';

/** Jobs that run by the clock. */
export interface RunningSchedule {
  /** What runs when, one line a job. */
  readonly lines: readonly string[];
  /** Lets no further run start; one that is under way goes on. */
  stop(): void;
}

/**
 * Runs batch jobs as their triggers say, or all of them in one rhythm. A run that fails, or that another one is in the way
 * of, is shown, and the next one is tried.
 *
 * @param everySeconds in place of the triggers' schedules; undefined for those
 * @param print is given one line per run
 */
export function scheduleJobs(
  jobs: readonly RunnableJob[],
  everySeconds: number | undefined,
  print: (line: string) => void,
): RunningSchedule {
  const lines: string[] = [];
  const stops: (() => void)[] = [];
  let stopped = false;
  const show = (line: string): void => {
    if (!stopped) print(line);
  };
  for (const job of jobs.filter(({ model }) => model.kind === 'batch')) {
    const { name, schedule } = job.model;
    const runOnTime = runUnlessUnderWay(job, show);
    if (everySeconds !== undefined) {
      const timer = setInterval(runOnTime, everySeconds * 1000);
      stops.push(() => clearInterval(timer));
      lines.push(`${name} runs every ${everySeconds} s`);
    } else if (schedule !== undefined) {
      const cron = followAwsCron(schedule, runOnTime);
      stops.push(() => cron.stop());
      lines.push(`${name} runs by cron(${schedule}), next at ${cron.nextRun()?.toISOString()}`);
    }
  }
  return {
    lines,
    stop: () => {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}

function runUnlessUnderWay(job: RunnableJob, show: (line: string) => void): () => void {
  const { name } = job.model;
  let underWay = false;
  return () => {
    if (underWay) {
      show(`${name}: skipped, for its last run is still under way`);
      return;
    }
    underWay = true;
    job
      .run()
      .then((run) => show(describeRun(name, run)))
      .catch((error: unknown) => show(causeChain(error).join('\n  because: ')))
      .finally(() => {
        underWay = false;
      });
  };
}
