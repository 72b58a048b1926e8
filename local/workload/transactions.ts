import type { Journal } from './journal';
import type { Operations } from './operations';
import type { Random } from './random';
import type { TableState } from './table-state';
import { TransactionLostError, type WorkloadSession } from './workload-session';

const MOST_OPERATIONS = 10;
const CHANCE = { rollback: 0.1, savepoint: 0.15, sameTable: 0.4 };

export interface TransactionCounts {
  /** Of which something came. */
  committed: number;
  rolledBack: number;
}

/** Groups changes into transactions, of which some are rolled back, wholly or to a savepoint. */
export class Transactions {
  readonly counts: TransactionCounts = { committed: 0, rolledBack: 0 };

  constructor(
    private readonly session: WorkloadSession,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly random: Random,
  ) {}

  /** Changes some rows of some tables. */
  async change(tables: readonly TableState[], mostRows: number): Promise<void> {
    const { random } = this;
    const first = random.pick(tables);
    // What cannot be rolled back is a transaction of its own, and one row: a refused statement leaves rows behind.
    if (!first.shape.transactional) {
      await this.transaction(() => this.operations.changeSome(first, 1), false);
      return;
    }
    const together = tables.filter(({ shape }) => shape.transactional);
    const rollsBack = random.chance(CHANCE.rollback);
    await this.transaction(async () => {
      let table = first;
      for (let left = 1 + random.below(MOST_OPERATIONS); left > 0; left--) {
        if (random.chance(CHANCE.savepoint)) await this.takeBack(table, mostRows);
        else await this.operations.changeSome(table, mostRows);
        if (!random.chance(CHANCE.sameTable)) table = random.pick(together);
      }
    }, rollsBack);
  }

  /** Inserts rows into a table, and commits them. */
  async fill(table: TableState, rows: number): Promise<void> {
    await this.transaction(() => this.operations.fill(table, table.shape.transactional ? rows : 1), false);
  }

  private async transaction(work: () => Promise<void>, rollsBack: boolean): Promise<void> {
    await this.session.begin();
    try {
      await work();
    } catch (error) {
      if (!(error instanceof TransactionLostError)) throw error;
      await this.rollBack();
      return;
    }
    if (rollsBack) {
      await this.rollBack();
      return;
    }
    if (!(await this.commit())) return;
    if (this.journal.mark() > 0) this.counts.committed += 1;
    this.journal.commit();
  }

  /** False where the server would not have it, as for a constraint that it looks at in the end. */
  private async commit(): Promise<boolean> {
    try {
      await this.session.commit();
      return true;
    } catch (error) {
      if (!(error instanceof TransactionLostError)) throw error;
      this.journal.undoTo(0);
      this.counts.rolledBack += 1;
      return false;
    }
  }

  private async takeBack(table: TableState, mostRows: number): Promise<void> {
    const mark = this.journal.mark();
    await this.session.savepoint();
    await this.operations.changeSome(table, mostRows);
    await this.session.rollBackToSavepoint();
    this.journal.undoTo(mark);
  }

  private async rollBack(): Promise<void> {
    await this.session.rollBack();
    this.journal.undoTo(0);
    this.counts.rolledBack += 1;
  }
}
