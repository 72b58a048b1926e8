import type { CapturedTable } from '../proofs/captured/captured-tables';
import type { SourceTable } from '../proofs/captured/source-table';
import type { SourceRows } from '../proofs/source-log';
import type { WorkloadSession } from '../workload/workload-session';

/** A table as its database calls it. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}

/** What is asked of a captured database, whatever its make: a session of one of its users. */
export interface DatabaseSession {
  /** Every table that the database has, the server's own among them. */
  tables(): Promise<readonly TableName[]>;
  /** @param excluded columns that are not captured */
  describe(table: CapturedTable, excluded: readonly string[]): Promise<SourceTable>;
  /**
   * A table as it is now, with every row.
   *
   * @param excluded columns that are not captured
   */
  read(table: CapturedTable, excluded: readonly string[]): Promise<SourceRows>;
  /** Runs one statement. Gives the rows that it changed, as the log tells them. */
  play(sql: string): Promise<number>;
  readonly workload: WorkloadSession;
  end(): Promise<void>;
}
