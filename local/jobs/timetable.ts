import type { RunOptions } from '../run-options';
import { allJobs } from '../session/running-platform';
import type { RunningEnvironment } from '../update/running-environment';
import { type RunningSchedule, scheduleJobs } from './schedule-jobs';

/** Keeps the jobs of a run on their schedules, whatever an update makes of them. */
export class Timetable {
  private schedules: readonly RunningSchedule[] = [];
  private followed = '';

  constructor(
    private readonly running: RunningEnvironment,
    private readonly options: Pick<RunOptions, 'everySeconds' | 'print'>,
  ) {}

  /** Goes by the schedules as they are now; without effect when they are the same as before. */
  follow(): void {
    const { jobs, upkeep } = this.running.platform;
    const wanted = JSON.stringify(
      allJobs(this.running.platform).map(({ model }) => [model.name, model.kind, model.schedule]),
    );
    if (wanted === this.followed) return;
    this.stop();
    this.followed = wanted;
    const { everySeconds, print } = this.options;
    this.schedules = [
      scheduleJobs(jobs, everySeconds, print),
      // Its runs in that rhythm would be in the way of the others.
      scheduleJobs(upkeep === undefined ? [] : [upkeep], undefined, print),
    ];
    for (const line of this.schedules.flatMap(({ lines }) => lines)) print(line);
  }

  /** Until it follows again. */
  stop(): void {
    this.followed = '';
    for (const schedule of this.schedules) schedule.stop();
  }
}
