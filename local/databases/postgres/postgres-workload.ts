import { type Client, DatabaseError, escapeIdentifier } from 'pg';
import { literalOf } from '../../workload/draw-value';
import type { Row } from '../../workload/kept-rows';
import { Statements } from '../../workload/statements';
import { type Column, type ForeignKey, idOf, type TableId, type TableShape } from '../../workload/table-shape';
import type { TableState } from '../../workload/table-state';
import {
  failure,
  namesOf,
  TransactionLostError,
  type WorkloadSession,
  type Written,
} from '../../workload/workload-session';
import { type Cells, select } from './connect-postgres';
import { describeTables } from './describe-tables';

const SAVEPOINT = 'workload';
/** A refused statement would end its transaction, so each has a place to go back to. */
const STATEMENT = 'statement';

/** Classes of SQLSTATE: of two that wait for each other, and of a lock that was not given in time. */
const LOSING = /^(40|55P03)/;
/** Of the connection, a server that shuts down or has no room left, and of one that is broken: none is about a statement. */
const OF_THE_SERVER = /^(08|57|53|58|XX)/;

/** Statements of a workload on PostgreSQL, whose log tells an event for every row that a statement finds. */
export class PostgresWorkload implements WorkloadSession {
  private readonly statements = new Statements(escapeIdentifier);

  constructor(private readonly client: Client) {}

  async prepare(): Promise<void> {}

  describeTables(tables: readonly TableId[]): Promise<TableShape[]> {
    return describeTables(this.client, tables);
  }

  async read({ shape, kept }: TableState, most: number): Promise<readonly Row[]> {
    return keptRows(kept, await this.select(this.statements.read(shape, kept, most)));
  }

  async referred(referencedBy: readonly ForeignKey[], rows: readonly Row[]): Promise<readonly boolean[]> {
    const [answers = []] = await this.select(this.statements.referred(referencedBy, rows));
    return rows.map((_, at) => answers[at] !== '0');
  }

  async insert(state: TableState, columns: readonly Column[], rows: readonly Row[]): Promise<Written | undefined> {
    const sql = this.statements.insert(state.shape, namesOf(columns), rows);
    const told = await this.change(state, `${sql} RETURNING ${reading(state.kept)}`);
    return told && { created: told.length, updated: 0, rows: keptRows(state.kept, told) };
  }

  async update(state: TableState, set: Row, rows: readonly Row[]): Promise<number | undefined> {
    return (await this.change(state, `${this.statements.update(state.shape, set, rows)} RETURNING 1`))?.length;
  }

  async remove(state: TableState, rows: readonly Row[]): Promise<number | undefined> {
    return (await this.change(state, `${this.statements.delete(state.shape, rows)} RETURNING 1`))?.length;
  }

  async upsert(
    state: TableState,
    columns: readonly Column[],
    rows: readonly Row[],
    updated: readonly Column[],
  ): Promise<Written | undefined> {
    const { shape, kept } = state;
    const updates = namesOf(updated)
      .map(escapeIdentifier)
      .map((name) => `${name} = EXCLUDED.${name}`);
    // Of a row that is new nobody else has held the place.
    const told = await this.change(
      state,
      `${this.statements.insert(shape, namesOf(columns), rows)} ON CONFLICT (${this.statements.names(shape.primaryKey)}) DO UPDATE SET ${updates.join(', ')} RETURNING xmax = 0, ${reading(kept)}`,
    );
    const created = told?.filter(([isNew]) => isNew === 't');
    return (
      told &&
      created && {
        created: created.length,
        updated: told.length - created.length,
        rows: keptRows(
          kept,
          created.map(([, ...values]) => values),
        ),
      }
    );
  }

  begin(): Promise<void> {
    return this.command('BEGIN');
  }

  async commit(): Promise<void> {
    try {
      await this.client.query('COMMIT');
    } catch (error) {
      if (!isRefusal(error)) throw failure('the server', 'COMMIT', error);
      throw new TransactionLostError(error.message, { cause: error });
    }
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

  private async change(state: TableState, sql: string): Promise<Cells[] | undefined> {
    await this.command(`SAVEPOINT ${STATEMENT}`);
    try {
      const rows = await select(this.client, sql);
      state.accepted();
      await this.command(`RELEASE SAVEPOINT ${STATEMENT}`);
      return rows;
    } catch (error) {
      if (!isRefusal(error)) throw failure(idOf(state.shape), sql, error);
      state.refused(error.message);
      if (LOSING.test(error.code ?? '')) throw new TransactionLostError(error.message, { cause: error });
      await this.command(`ROLLBACK TO SAVEPOINT ${STATEMENT}`);
      return undefined;
    }
  }

  private async select(sql: string): Promise<Cells[]> {
    try {
      return await select(this.client, sql);
    } catch (error) {
      throw failure('the server', sql, error);
    }
  }

  private async command(sql: string): Promise<void> {
    try {
      await this.client.query(sql);
    } catch (error) {
      throw failure('the server', sql, error);
    }
  }
}

/** An expression may give no column at all. */
function reading(columns: readonly Column[]): string {
  return columns.length === 0 ? '1' : columns.map(({ values }) => values?.read ?? 'NULL').join(', ');
}

function keptRows(kept: readonly Column[], rows: readonly Cells[]): Row[] {
  return rows.map(
    (row) => new Map(kept.map((column, at) => [column.name, literalOf(column, row[at] ?? null)] as const)),
  );
}

function isRefusal(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && !OF_THE_SERVER.test(error.code ?? '08');
}
