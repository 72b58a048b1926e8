import type { JobRun } from '../platform';

/** One line about a run: what each table got, and how many tables had nothing new. */
export function describeRun(job: string, run: JobRun): string {
  const batches = run.reports.filter(({ event }) => event === 'cdc_upsert.batch');
  const idle = run.reports.filter(({ event }) => event === 'cdc_upsert.idle').length;
  const tables = batches.map(
    ({ table, upserted, deleted, stale }) => `${table} ${upserted} upserted, ${deleted} deleted, ${stale} stale`,
  );
  return `${job}, ${run.seconds} s: ${[...tables, `${idle} tables without news`].join('; ')}`;
}
