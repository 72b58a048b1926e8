import type { RunOptions } from '../run-options';
import type { RunningEnvironment } from '../update/running-environment';
import { type RunningSchedule, scheduleJobs } from './schedule-jobs';

/** Keeps the jobs of a run on their schedules, whatever an update makes of them. */
export class Timetable {
  private schedule: RunningSchedule | undefined;
  private followed = '';

  constructor(
    private readonly running: RunningEnvironment,
    private readonly options: Pick<RunOptions, 'everySeconds' | 'print'>,
  ) {}

  /** Goes by the schedules as they are now; without effect when they are the same as before. */
  follow(): void {
    const { jobs } = this.running.platform;
    const wanted = JSON.stringify(jobs.map(({ model }) => [model.name, model.kind, model.schedule]));
    if (wanted === this.followed) return;
    this.stop();
    this.followed = wanted;
    this.schedule = scheduleJobs(jobs, this.options.everySeconds, this.options.print);
    for (const line of this.schedule.lines) this.options.print(line);
  }

  /** Until it follows again. */
  stop(): void {
    this.followed = '';
    this.schedule?.stop();
  }
}
