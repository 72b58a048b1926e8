import type { Restart } from '../processes/process-history';

/** In a few words how often something was started again, and why the last time; empty where it never was. */
export function describeRestarts(restarts: readonly Restart[]): string {
  const last = restarts.at(-1);
  if (last === undefined) return '';
  const times = restarts.length === 1 ? 'once' : `${restarts.length} times`;
  return `started again ${times}, last at ${last.at.toISOString().slice(11, 19)} UTC: ${last.cause}`;
}
