import { errorText } from '../local-run-error';
import type { RunnableJob } from '../session/running-platform';
import { followAwsCron } from './aws-cron';
import { describeRun } from './describe-run';
import { followStream } from './follow-stream';

/** Jobs that run by the clock. */
export interface RunningSchedule {
  /** What runs when, one line a job. */
  readonly lines: readonly string[];
  /** Lets no further run start, and shows nothing any more; a run that is under way goes on. */
  stop(): void;
}

/**
 * Runs jobs as their triggers say, or all of them in one rhythm. A run that fails, or that another one is in the way of, is
 * shown, and the next one is tried. A streaming job starts at once, and again at its next time when it ended.
 *
 * @param everySeconds in place of the triggers' schedules; undefined for those
 * @param print is given one line per run, and per batch of a streaming job
 */
export function scheduleJobs(
  jobs: readonly RunnableJob[],
  everySeconds: number | undefined,
  print: (line: string) => void,
): RunningSchedule {
  const lines: string[] = [];
  const stops: (() => void)[] = [];
  const stopped = new AbortController();
  const show = (line: string): void => {
    if (!stopped.signal.aborted) print(line);
  };
  for (const job of jobs) {
    const { name, kind, schedule } = job.model;
    const onTime = kind === 'streaming' ? follow(job, show, stopped.signal) : runUnlessUnderWay(job, show);
    if (everySeconds !== undefined) {
      const timer = setInterval(onTime, everySeconds * 1000);
      stops.push(() => clearInterval(timer));
      lines.push(`${name} runs every ${everySeconds} s`);
    } else if (schedule !== undefined) {
      const cron = followAwsCron(schedule, onTime);
      stops.push(() => cron.stop());
      lines.push(`${name} runs by cron(${schedule}), next at ${cron.nextRun()?.toISOString()}`);
    }
    if (kind === 'streaming') onTime();
  }
  return {
    lines,
    stop: () => {
      stopped.abort();
      for (const stop of stops) stop();
    },
  };
}

function runUnlessUnderWay(job: RunnableJob, show: (line: string) => void): () => void {
  return onlyOne(
    async () => show(describeRun(job.model.name, await job.run())),
    show,
    () => show(`${job.model.name}: skipped, for its last run is still under way`),
  );
}

function follow(job: RunnableJob, show: (line: string) => void, stopped: AbortSignal): () => void {
  return onlyOne(() => followStream(job, show, stopped), show);
}

/** Calls of the result that come while an earlier one is under way only call `onSkip`; failures are shown. */
function onlyOne(work: () => Promise<void>, show: (line: string) => void, onSkip = (): void => {}): () => void {
  let underWay = false;
  return () => {
    if (underWay) {
      onSkip();
      return;
    }
    underWay = true;
    work()
      .catch((error: unknown) => show(`✗ ${errorText(error)}`))
      .finally(() => {
        underWay = false;
      });
  };
}
