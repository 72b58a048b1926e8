import type { JobRun } from '../platform';

/** One line about a run: what each table got, and how many tables had nothing new. */
export function describeRun(job: string, { reports, seconds }: JobRun): string {
  const batches = reports.filter(({ event }) => event === 'cdc_upsert.batch');
  const idle = reports.filter(({ event }) => event === 'cdc_upsert.idle').length;
  const tables = batches.map(
    ({ table, upserted, deleted, stale }) => `${table} ${upserted} upserted, ${deleted} deleted, ${stale} stale`,
  );
  const rest = idle === 0 ? [] : [`nothing new for ${idle} tables`];
  return `${job}, ${seconds} s: ${[...tables, ...rest].join('; ')}`;
}
