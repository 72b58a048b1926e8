import type { JobRun } from '../session/running-platform';
import { readUpkeepReports, type UpkeepReport } from './upkeep-reports';

/** One line about a run. */
export function describeRun(job: string, { reports, seconds }: Pick<JobRun, 'reports' | 'seconds'>): string {
  return `${job}, ${seconds} s: ${describeReports(reports)}`;
}

/** What each table got, and how many tables had nothing new. */
export function describeReports(reports: JobRun['reports']): string {
  const batches = reports.filter(({ event }) => event === 'cdc_upsert.batch');
  const idle = reports.filter(({ event }) => event === 'cdc_upsert.idle').length;
  const tables = batches.map(({ table, upserted, deleted, stale, bad_lines: badLines, zero_dates: zeroDates }) => {
    const bad = Object.values((badLines ?? {}) as Record<string, number>).reduce((sum, count) => sum + count, 0);
    const counts = `${upserted} upserted, ${deleted} deleted, ${stale} stale`;
    const zeros = Number(zeroDates ?? 0);
    return `${table} ${counts}${bad === 0 ? '' : `, ${bad} bad lines`}${zeros === 0 ? '' : `, ${zeros} zero dates`}`;
  });
  const rest = idle === 0 ? [] : [`nothing new for ${idle} tables`];
  return [...tables, ...rest, ...describeUpkeep(readUpkeepReports(reports))].join('; ');
}

function describeUpkeep(reports: readonly UpkeepReport[]): string[] {
  if (reports.length === 0) return [];
  const total = (of: (report: UpkeepReport) => number): number => reports.reduce((sum, each) => sum + of(each), 0);
  const files = `${total(({ before }) => before.files)} files are ${total(({ after }) => after.files)}`;
  const stored = `${total(({ before }) => before.stored_bytes)} bytes in their folders ${total(({ after }) => after.stored_bytes)}`;
  return [`${reports.length} tables kept: ${files}, ${stored}`];
}
