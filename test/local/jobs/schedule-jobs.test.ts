import { setTimeout as sleep } from 'node:timers/promises';

import { scheduleJobs } from '../../../local/jobs/schedule-jobs';
import { LocalRunError } from '../../../local/local-run-error';
import type { JobRun, JobUnderWay, RunnableJob } from '../../../local/session/running-platform';

const RUN: JobRun = {
  arguments: {},
  reports: [{ event: 'cdc_upsert.batch', table: 'a', upserted: 1, deleted: 0, stale: 0 }],
  seconds: 2,
  logFile: '/log',
};
const NEVER: Promise<JobRun> = new Promise(() => {});

function job(
  run: () => Promise<JobRun>,
  kind: 'batch' | 'streaming' = 'batch',
  schedule?: string,
  underWay: readonly JobUnderWay[] = [],
): RunnableJob {
  const start = (): JobUnderWay => ({ logFile: '/log', reports: () => RUN.reports, ended: run(), stop: run });
  return {
    model: { name: 'Upsert', kind, schedule },
    runs: [],
    run,
    start,
    runsUnderWay: () => underWay,
  } as unknown as RunnableJob;
}

/** Waits for what timers bring about, however busy the machine is. */
async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !happened(); i++) await sleep(10);
}

let lines: string[];
const print = (line: string): void => void lines.push(line);

beforeEach(() => {
  lines = [];
});

test('runs every job in the rhythm that is asked for, and shows each run in one line', async () => {
  const schedule = scheduleJobs([job(async () => RUN, 'batch', '0 8 * * ? *')], 0.05, print);
  await until(() => lines.length >= 2);
  schedule.stop();
  expect(schedule.lines).toEqual(['Upsert runs every 0.05 s']);
  expect(lines.length).toBeGreaterThanOrEqual(2);
  expect(new Set(lines)).toEqual(new Set(['Upsert, 2 s: a 1 upserted, 0 deleted, 0 stale']));
});

test('shows that a run was skipped while another one is under way', async () => {
  const schedule = scheduleJobs([job(() => NEVER)], 0.05, print);
  await until(() => lines.length >= 1);
  schedule.stop();
  expect(lines[0]).toBe('Upsert: skipped, for its last run is still under way');
});

test('shows why a run failed, and tries again', async () => {
  let tries = 0;
  const failing = job(async () => {
    tries++;
    throw new LocalRunError('broken', { cause: new Error('disk') });
  });
  const schedule = scheduleJobs([failing], 0.05, print);
  await until(() => tries >= 2);
  schedule.stop();
  expect(tries).toBeGreaterThanOrEqual(2);
  expect(lines[0]).toBe('✗ broken\n  because: disk');
});

test('starts and shows nothing any more once it is stopped', async () => {
  let finish: (run: JobRun) => void = () => {};
  let runs = 0;
  const slow = job(() => {
    runs++;
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  const schedule = scheduleJobs([slow], 0.05, print);
  await until(() => runs >= 1);
  schedule.stop();
  finish(RUN);
  await sleep(100);
  expect([runs, lines]).toEqual([1, []]);
});

test('without a rhythm, runs by the triggers; a job without one is not run', () => {
  const schedule = scheduleJobs([job(async () => RUN), job(async () => RUN, 'batch', '0 8 * * ? *')], undefined, print);
  schedule.stop();
  expect(schedule.lines).toEqual([expect.stringMatching(/^Upsert runs by cron\(0 8 \* \* \? \*\), next at .*T08:00/)]);
});

test('starts a streaming job at once and shows its batches', async () => {
  const schedule = scheduleJobs([job(async () => RUN, 'streaming')], 60, print);
  await until(() => lines.length >= 1);
  schedule.stop();
  expect(lines).toEqual(['Upsert: a 1 upserted, 0 deleted, 0 stale']);
});

test('goes on with a streaming job that is under way, from where it is', async () => {
  let reports = RUN.reports;
  const underWay: JobUnderWay = { logFile: '/log', reports: () => reports, ended: NEVER, stop: () => NEVER };
  const started = job(() => Promise.reject(new Error('started again')), 'streaming', undefined, [underWay]);
  const schedule = scheduleJobs([started], 60, print);
  reports = [...reports, { event: 'cdc_upsert.idle', table: 'b' }];
  await until(() => lines.length >= 1);
  schedule.stop();
  expect(lines).toEqual(['Upsert: nothing new for 1 tables']);
});
