import { Cron } from 'croner';

import { LocalRunError } from '../local-run-error';

/** A schedule that AWS would not take, or that cannot be followed here. */
export class ScheduleError extends LocalRunError {}

/** Highest value of each field: minutes, hours, day of month, month, day of week, year. */
const HIGHEST = [59, 23, 31, 12, 7, 2199];
const DAY_OF_WEEK = 4;

/**
 * Follows a cron expression of AWS: six fields from minutes to year, in UTC, 1 is Sunday.
 *
 * @param expression what stands in `cron(…)`
 * @param onTime called at each time; undefined for an object that only tells the times
 * @throws ScheduleError
 */
export function followAwsCron(expression: string, onTime?: () => void): Cron {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== HIGHEST.length) {
    throw new ScheduleError(`a schedule of AWS must have ${HIGHEST.length} fields, got: cron(${expression})`);
  }
  // AWS wants one of the two days left open, which alone says how they go together.
  if ((fields[2] === '?') === (fields[DAY_OF_WEEK] === '?')) {
    throw new ScheduleError(
      `a schedule of AWS must have \`?\` as day of month or as day of week, got: cron(${expression})`,
    );
  }
  const pattern = ['0', ...fields.map(toCroner)].join(' ');
  try {
    const options = { timezone: 'UTC', mode: '7-part', alternativeWeekdays: true } as const;
    return onTime === undefined ? new Cron(pattern, { ...options, paused: true }) : new Cron(pattern, options, onTime);
  } catch (cause) {
    throw new ScheduleError(`cannot follow the schedule cron(${expression})`, { cause });
  }
}

/** `a/n` is from `a` on, which the library wants said; `6L` is the last Friday, which it writes `6#L`. */
function toCroner(field: string, position: number): string {
  return field
    .split(',')
    .map((item) => item.replace(/^(\d+)\/(\d+)$/, `$1-${HIGHEST[position]}/$2`))
    .map((item) => (position === DAY_OF_WEEK ? item.replace(/^([1-7]|[A-Z]{3})L$/i, '$1#L') : item))
    .join(',');
}
