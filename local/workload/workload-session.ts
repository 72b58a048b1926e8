import type { Row } from './kept-rows';
import type { Column, ForeignKey, TableId, TableShape } from './table-shape';
import type { TableState } from './table-state';
import { WorkloadError } from './workload-error';

/** What the log tells of a statement that inserts or updates. */
export interface Written {
  /** Rows that are new. */
  readonly created: number;
  /** Rows that an event tells as changed. */
  readonly updated: number;
  /** The kept values of the new rows, as far as the server tells which these are. */
  readonly rows: readonly Row[];
}

/** What it tells of a REPLACE. */
export interface Replaced extends Omit<Written, 'rows'> {
  readonly deleted: number;
  /** Whether rows may be others than those that are known. */
  readonly isStale: boolean;
}

/** The server may have rolled back the whole transaction, as it does with one of two that wait for each other. */
export class TransactionLostError extends Error {}

/**
 * Statements of a workload on its one connection, as one make of servers takes them.
 *
 * Those that change rows give undefined when the server refused; what the statement did is undone then.
 *
 * @throws TransactionLostError
 * @throws WorkloadError when the server did not answer
 */
export interface WorkloadSession {
  /** Settings of the session that do not depend on the server's own. */
  prepare(): Promise<void>;
  /**
   * @returns in the order of `tables`
   * @throws WorkloadError for a table that is not there
   */
  describeTables(tables: readonly TableId[]): Promise<TableShape[]>;
  /** The kept values of some rows of a table. */
  read(state: TableState, most: number): Promise<readonly Row[]>;
  /** For each row, whether any other refers to it. */
  referred(referencedBy: readonly ForeignKey[], rows: readonly Row[]): Promise<readonly boolean[]>;
  insert(state: TableState, columns: readonly Column[], rows: readonly Row[]): Promise<Written | undefined>;
  update(state: TableState, set: Row, rows: readonly Row[]): Promise<number | undefined>;
  remove(state: TableState, rows: readonly Row[]): Promise<number | undefined>;
  /**
   * Inserts rows, or updates those that are there.
   *
   * @param updated columns that a row which is there already takes from the new one
   * @param isNew whether the rows' keys are none that is known
   */
  upsert(
    state: TableState,
    columns: readonly Column[],
    rows: readonly Row[],
    updated: readonly Column[],
    isNew: boolean,
  ): Promise<Written | undefined>;
  /** REPLACE of rows that are there, where there is such a statement. */
  replace?(state: TableState, columns: readonly Column[], rows: readonly Row[]): Promise<Replaced | undefined>;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollBack(): Promise<void>;
  savepoint(): Promise<void>;
  rollBackToSavepoint(): Promise<void>;
}

const LONGEST_SHOWN = 500;

/** A statement that the server did not answer. */
export function failure(of: string, sql: string, error: unknown): WorkloadError {
  const shown = sql.length > LONGEST_SHOWN ? `${sql.slice(0, LONGEST_SHOWN)}…` : sql;
  const words = error instanceof Error ? error.message : String(error);
  return new WorkloadError(`a statement of the workload on ${of} failed: ${words}\n    ${shown}`, { cause: error });
}

export function namesOf(columns: readonly Column[]): string[] {
  return columns.map(({ name }) => name);
}
