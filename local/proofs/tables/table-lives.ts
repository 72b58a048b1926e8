import type { TargetTable } from './target-tables';

/** A table, and the same once more, made from nothing. */
export interface TablePair {
  /** Its name. */
  readonly table: string;
  readonly kept: TargetTable;
  readonly rebuilt: TargetTable;
}

/** How the tables of a job come to what they are once more, by the job itself and out of what it reads. */
export interface TableLives {
  /** Keys of all objects of the tables: no commit and no rewritten file leaves them as they were. */
  objects(): Promise<string[]>;
  /** Has the job apply everything that its tables have already. What only says how far they came is as before afterwards. */
  replay(): Promise<void>;
  /** Has the job make its tables from nothing, for as long as they are compared. */
  rebuild<T>(compare: (pairs: readonly TablePair[]) => Promise<T>): Promise<T>;
}
