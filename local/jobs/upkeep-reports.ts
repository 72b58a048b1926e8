import type { JobReport } from './read-reports';

/** Files of a table as it is, and of all that lies in its folder. */
export interface TableSize {
  readonly files: number;
  readonly bytes: number;
  readonly stored_files: number;
  readonly stored_bytes: number;
}

/** What the upkeep did to one table. */
export interface UpkeepReport {
  /** `<database>.<table>` of Iceberg, the URL of the folder of Delta. */
  readonly table: string;
  readonly before: TableSize;
  readonly after: TableSize;
}

/** Those among the reports of a job. */
export function readUpkeepReports(reports: readonly JobReport[]): UpkeepReport[] {
  return reports.filter(({ event }) => event === 'lake.maintained').map((report) => report as unknown as UpkeepReport);
}

/** @param name of the table, or of its folder */
export function isOfTable(name: string): (report: UpkeepReport) => boolean {
  return ({ table }) => table === name || table.endsWith(`/${name}`);
}
