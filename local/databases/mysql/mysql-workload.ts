import mysql from 'mysql2';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { literalOf } from '../../workload/draw-value';
import type { Row } from '../../workload/kept-rows';
import { Statements } from '../../workload/statements';
import { type Column, type ForeignKey, idOf, type TableId, type TableShape } from '../../workload/table-shape';
import type { TableState } from '../../workload/table-state';
import {
  failure,
  namesOf,
  type Replaced,
  TransactionLostError,
  type WorkloadSession,
  type Written,
} from '../../workload/workload-session';
import { describeTables } from './describe-tables';

/** What the server says of a statement that it took. */
interface Outcome {
  /** One for a row that was inserted, two for one that was updated or replaced in its place. */
  readonly affected: number;
  /** Of rows that an UPDATE found, those that it made others. */
  readonly changed: number;
  /** Of rows that an INSERT or a REPLACE had, those that met another one; undefined for a single row. */
  readonly duplicates: number | undefined;
  /** The first one that the server gave itself. */
  readonly insertId: string;
}

/**
 * What a server has to do alike whatever its own settings are: refuse what does not fit a column, take no zero dates, and take 0 for
 * a value of an AUTO_INCREMENT column.
 */
const SETTINGS = [
  'SET NAMES utf8mb4',
  `SET time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0,
     sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'`,
];
const SAVEPOINT = 'workload';

/** A lock that was not given in time, and a deadlock. */
const LOSING: readonly number[] = [1205, 1213];
/** Classes of SQLSTATE that tell of the connection, not of the statement. */
const CONNECTION_STATE = /^08/;

interface ServerError {
  readonly errno: number;
  readonly sqlState: string;
  readonly sqlMessage: string;
}

/** Statements of a workload on MySQL. */
export class MysqlWorkload implements WorkloadSession {
  private readonly statements = new Statements((name) => mysql.escapeId(name, true));
  /** Of the values that the server gives itself. */
  private increment = 1n;

  constructor(private readonly connection: Connection) {}

  async prepare(): Promise<void> {
    for (const setting of SETTINGS) await this.command(setting);
    const [[increment] = []] = await this.select('SELECT @@auto_increment_increment');
    this.increment = BigInt(String(increment));
  }

  describeTables(tables: readonly TableId[]): Promise<TableShape[]> {
    return describeTables(this.connection, tables);
  }

  async read({ shape, kept }: TableState, most: number): Promise<readonly Row[]> {
    const rows = await this.select(this.statements.read(shape, kept, most));
    return rows.map(
      (row) => new Map(kept.map((column, at) => [column.name, literalOf(column, asText(row[at] ?? null))] as const)),
    );
  }

  async referred(referencedBy: readonly ForeignKey[], rows: readonly Row[]): Promise<readonly boolean[]> {
    const [answers = []] = await this.select(this.statements.referred(referencedBy, rows));
    return rows.map((_, at) => Number(answers[at]) !== 0);
  }

  async insert(state: TableState, columns: readonly Column[], rows: readonly Row[]): Promise<Written | undefined> {
    const outcome = await this.change(state, this.statements.insert(state.shape, namesOf(columns), rows));
    return outcome && { created: outcome.affected, updated: 0, rows: this.withGivenKeys(state, rows, outcome) };
  }

  async update(state: TableState, set: Row, rows: readonly Row[]): Promise<number | undefined> {
    return (await this.change(state, this.statements.update(state.shape, set, rows)))?.changed;
  }

  async remove(state: TableState, rows: readonly Row[]): Promise<number | undefined> {
    return (await this.change(state, this.statements.delete(state.shape, rows)))?.affected;
  }

  async upsert(
    state: TableState,
    columns: readonly Column[],
    rows: readonly Row[],
    updated: readonly Column[],
    isNew: boolean,
  ): Promise<Written | undefined> {
    const { statements } = this;
    // A new key may be one that was never read, or equal to a known one but for its case; the row's count does not tell.
    const [[there = 0] = []] = isNew ? await this.select(statements.count(state.shape, rows)) : [[rows.length]];
    const updates = namesOf(updated).map((name) => mysql.escapeId(name, true));
    const outcome = await this.change(
      state,
      `${statements.insert(state.shape, namesOf(columns), rows)} ON DUPLICATE KEY UPDATE ${updates.map((name) => `${name} = VALUES(${name})`).join(', ')}`,
    );
    if (outcome === undefined) return undefined;
    const { affected, duplicates = rows.length } = outcome;
    const isCreated = Number(there) === 0;
    return {
      // Of a client that asks for rows found, as mysql2 does, a row that stays as it was counts 1 and as a duplicate, of others 0.
      updated: duplicates < rows.length ? duplicates : Math.max(affected - rows.length, 0),
      created: isCreated ? affected : 0,
      rows: isCreated ? this.withGivenKeys(state, rows, outcome) : [],
    };
  }

  /** It updates in place where the key is the only one, and deletes and inserts where there are others. */
  async replace(state: TableState, columns: readonly Column[], rows: readonly Row[]): Promise<Replaced | undefined> {
    const outcome = await this.change(state, this.statements.insert(state.shape, namesOf(columns), rows, 'REPLACE'));
    if (outcome === undefined) return undefined;
    const { duplicates = outcome.affected - 1 } = outcome;
    return state.shape.hasFurtherUniqueKeys
      ? { created: rows.length, updated: 0, deleted: duplicates, isStale: duplicates !== rows.length }
      : { created: 0, updated: duplicates, deleted: 0, isStale: false };
  }

  begin(): Promise<void> {
    return this.command('START TRANSACTION');
  }

  commit(): Promise<void> {
    return this.command('COMMIT');
  }

  rollBack(): Promise<void> {
    return this.command('ROLLBACK');
  }

  savepoint(): Promise<void> {
    return this.command(`SAVEPOINT ${SAVEPOINT}`);
  }

  rollBackToSavepoint(): Promise<void> {
    return this.command(`ROLLBACK TO SAVEPOINT ${SAVEPOINT}`);
  }

  private withGivenKeys(state: TableState, rows: readonly Row[], { insertId }: Outcome): Row[] {
    const { autoColumn } = state;
    return rows.map((row, at) => {
      const whole = new Map(row);
      if (autoColumn !== undefined && !whole.has(autoColumn.name)) {
        whole.set(autoColumn.name, String(BigInt(insertId) + BigInt(at) * this.increment));
      }
      return state.keptOf(whole);
    });
  }

  private async change(state: TableState, sql: string): Promise<Outcome | undefined> {
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
  private async select(sql: string): Promise<(string | number | null)[][]> {
    try {
      const [rows] = await this.connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true });
      return rows as unknown as (string | number | null)[][];
    } catch (error) {
      throw failure('the server', sql, error);
    }
  }

  private async command(sql: string): Promise<void> {
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

function numberAfter(info: string, name: string): number | undefined {
  const found = new RegExp(`\\b${name}: (\\d+)`).exec(info)?.[1];
  return found === undefined ? undefined : Number(found);
}

function asText(cell: string | number | null): string | null {
  return cell === null ? null : String(cell);
}
