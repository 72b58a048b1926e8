import type { Duration } from 'aws-cdk-lib';

/** Glue starts nothing more often. */
const SHORTEST_MINUTES = 5;
const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;

/** @returns the cron expression of AWS for a run every `interval`; undefined where it has none */
export function runSchedule(interval: Duration): string | undefined {
  const minutes = interval.toMinutes({ integral: false });
  if (!Number.isInteger(minutes) || minutes < SHORTEST_MINUTES) {
    return undefined;
  }
  if (minutes < MINUTES_PER_HOUR) {
    return MINUTES_PER_HOUR % minutes === 0 ? `cron(0/${minutes} * * * ? *)` : undefined;
  }
  const hours = minutes / MINUTES_PER_HOUR;
  if (hours === HOURS_PER_DAY) {
    // An hour has no step of so many.
    return 'cron(0 0 * * ? *)';
  }
  return Number.isInteger(hours) && HOURS_PER_DAY % hours === 0 ? `cron(0 0/${hours} * * ? *)` : undefined;
}

/** @returns what is wrong with an interval, as `rule, got: value`; undefined where it is sound */
export function runScheduleProblem(interval: Duration): string | undefined {
  return runSchedule(interval) === undefined
    ? `must be at least ${SHORTEST_MINUTES} minutes and divide an hour, or be whole hours that divide a day, got: ${interval.toMinutes({ integral: false })} minutes`
    : undefined;
}
