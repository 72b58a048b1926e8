import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';

import { idOf } from './table-shape';
import type { TableState } from './table-state';
import { WorkloadError } from './workload-error';

/** What the server says of a statement that it took. */
export interface Outcome {
  /** One for a row that was inserted, two for one that was updated or replaced in its place. */
  readonly affected: number;
  /** Of rows that an UPDATE found, those that it made others. */
  readonly changed: number;
  /** Of rows that an INSERT or a REPLACE had, those that met another one; undefined for a single row. */
  readonly duplicates: number | undefined;
  /** The first one that the server gave itself. */
  readonly insertId: string;
}

/** The server may have rolled back the whole transaction, as it does with one of two that wait for each other. */
export class TransactionLostError extends Error {}

/**
 * What a server has to do alike whatever its own settings are: refuse what does not fit a column, take no zero dates, and take 0 for
 * a value of an AUTO_INCREMENT column.
 */
const SETTINGS = [
  'SET NAMES utf8mb4',
  `SET time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0,
     sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'`,
];

/** A lock that was not given in time, and a deadlock. */
const LOSING: readonly number[] = [1205, 1213];
/** Classes of SQLSTATE that tell of the connection, not of the statement. */
const CONNECTION_STATE = /^08/;
const LONGEST_SHOWN = 500;

interface ServerError {
  readonly errno: number;
  readonly sqlState: string;
  readonly sqlMessage: string;
}

/** Statements of a workload on its one connection, whose session keeps the settings. */
export class WorkloadSession {
  constructor(private readonly connection: Connection) {}

  async prepare(): Promise<void> {
    for (const setting of SETTINGS) await this.command(setting);
  }

  /**
   * Changes rows of a table.
   *
   * @returns undefined when the server refused; what the statement did is undone then
   * @throws TransactionLostError
   * @throws WorkloadError when the server did not answer
   */
  async change(state: TableState, sql: string): Promise<Outcome | undefined> {
    try {
      const [{ affectedRows, insertId, info }] = await this.connection.query<ResultSetHeader>(sql);
      state.accepted();
      const counted = (name: string): number | undefined => numberAfter(info, name);
      return {
        affected: affectedRows,
        changed: counted('Changed') ?? affectedRows,
        duplicates: counted('Duplicates'),
        insertId: String(insertId),
      };
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal === undefined) throw failure(idOf(state.shape), sql, error);
      state.refused(refusal.sqlMessage);
      if (LOSING.includes(refusal.errno)) throw new TransactionLostError(refusal.sqlMessage, { cause: error });
      return undefined;
    }
  }

  /** Values as text, or as numbers where the statement has no text of them. */
  async read(sql: string): Promise<(string | number | null)[][]> {
    try {
      const [rows] = await this.connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
      return rows as unknown as (string | number | null)[][];
    } catch (error) {
      throw failure('the server', sql, error);
    }
  }

  async command(sql: string): Promise<void> {
    try {
      await this.connection.query(sql);
    } catch (error) {
      throw failure('the server', sql, error);
    }
  }
}

function asRefusal(error: unknown): ServerError | undefined {
  const { errno, sqlState, sqlMessage, fatal } = error as Partial<ServerError> & { fatal?: boolean };
  if (fatal === true || errno === undefined || sqlState === undefined || sqlMessage === undefined) return undefined;
  return CONNECTION_STATE.test(sqlState) ? undefined : { errno, sqlState, sqlMessage };
}

function failure(of: string, sql: string, error: unknown): WorkloadError {
  const shown = sql.length > LONGEST_SHOWN ? `${sql.slice(0, LONGEST_SHOWN)}…` : sql;
  const words = error instanceof Error ? error.message : String(error);
  return new WorkloadError(`a statement of the workload on ${of} failed: ${words}\n    ${shown}`, { cause: error });
}

function numberAfter(info: string, name: string): number | undefined {
  const found = new RegExp(`\\b${name}: (\\d+)`).exec(info)?.[1];
  return found === undefined ? undefined : Number(found);
}
