import { NoRowError } from './draw-row';
import type { Row } from './kept-rows';
import type { Random } from './random';
import type { RowDrawer } from './row-drawer';
import type { Column } from './table-shape';
import type { TableState } from './table-state';
import type { WorkloadSession } from './workload-session';

/** Rows whose keys are read of a table. */
const MOST_READ = 2000;
/** Rows of a table from which on it shrinks as much as it grows. */
const MANY_ROWS = 3000;
const CHANCE = { explicitAuto: 0.2, deletedKey: 0.3, unchecked: 0.1, newKey: 0.3 };

type Operation = (state: TableState, rows: number) => Promise<void>;

/** The kinds of statements of a workload. Each notes what it did, and what the server refused. */
export class Operations {
  private readonly usual: readonly Operation[];

  constructor(
    private readonly drawer: RowDrawer,
    private readonly session: WorkloadSession,
    private readonly random: Random,
  ) {
    const times = (count: number, operation: Operation): Operation[] => Array(count).fill(operation);
    this.usual = [
      ...times(16, (state, rows) => this.insert(state, rows)),
      ...times(18, (state, rows) => this.update(state, rows)),
      ...times(7, (state, rows) => this.remove(state, rows)),
      ...times(4, (state) => this.changeKey(state)),
      ...times(3, (state) => this.removeAndInsert(state)),
      ...times(5, (state, rows) => this.upsert(state, rows)),
      ...times(3, (state, rows) => this.replace(state, rows)),
    ];
  }

  /** Changes rows of a table by a statement or two of some kind. */
  async changeSome(state: TableState, mostRows: number): Promise<void> {
    if (state.stale) await this.reread(state);
    const rows = Math.min(this.drawSize(), mostRows);
    const isFull = state.rows.size > MANY_ROWS && this.random.chance(0.5);
    const operation: Operation =
      state.rows.size === 0 ? (some, count) => this.insert(some, count) : this.random.pick(this.usual);
    await this.tryOut(state, () => (isFull ? this.remove(state, rows) : operation(state, rows)));
  }

  /** Inserts rows, so that there are some. */
  async fill(state: TableState, rows: number): Promise<void> {
    await this.tryOut(state, () => this.insert(state, rows));
  }

  async reread(state: TableState): Promise<void> {
    state.reread(await this.session.read(state, MOST_READ));
  }

  private async tryOut(state: TableState, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof NoRowError)) throw error;
      state.impossible(error.message);
    }
  }

  private async insert(state: TableState, count: number): Promise<void> {
    const { random } = this;
    if (count === 1 && !state.derivesKey && state.deleted.size > 0 && random.chance(CHANCE.deletedKey)) {
      await this.insertKnown(state, state.deleted.pick(random));
      return;
    }
    const { autoColumn } = state;
    const givesKey = autoColumn !== undefined && (!state.keeps(autoColumn) || !random.chance(CHANCE.explicitAuto));
    const columns = this.drawer.namedColumns(state).filter((column) => column !== autoColumn || !givesKey);
    const rows = this.drawer.newRows(state, columns, Math.min(count, state.batch));
    const incomplete = rows.some((row) => columns.some(({ name }) => !row.has(name)));
    const used = incomplete ? state.written : columns;
    const drawn = incomplete ? this.drawer.newRows(state, used, 1) : rows;
    const written = await this.session.insert(state, used, drawn);
    if (written === undefined) return;
    state.count('c', written.created);
    if (state.readsBack) await this.reread(state);
    else for (const row of written.rows) state.inserted(row);
  }

  /** Inserts a row with the key of one that is gone. */
  private async insertKnown(state: TableState, key: Row): Promise<void> {
    const row = this.drawer.rowOf(state, key);
    const written = await this.session.insert(state, writtenWith(state, row), [row]);
    if (written === undefined) return;
    state.count('c', written.created);
    for (const inserted of written.rows) state.inserted(inserted);
  }

  private async update(state: TableState, count: number): Promise<void> {
    const rows = state.rows.pickSome(this.random, count);
    const set = this.drawer.update(state, rows.length > 1);
    if (set.size === 0) {
      await this.changeKey(state);
      return;
    }
    state.count('u', (await this.session.update(state, set, rows)) ?? 0);
  }

  private async remove(state: TableState, count: number): Promise<void> {
    const rows = await this.unreferred(state, state.rows.pickSome(this.random, count));
    if (rows.length === 0) return;
    const removed = await this.session.remove(state, rows);
    if (removed === undefined) return;
    state.count('d', removed);
    for (const row of rows) state.gone(row);
  }

  private async changeKey(state: TableState): Promise<void> {
    const [old] = await this.unreferred(state, [state.rows.pick(this.random)]);
    if (old === undefined) return;
    const drawn = this.drawer.otherKey(state, old);
    const set = new Map(
      state.written.flatMap(({ name }) => {
        const value = drawn.get(name);
        return value === undefined || value === old.get(name) ? [] : [[name, value] as const];
      }),
    );
    if (set.size === 0) return;
    for (const [name, value] of this.drawer.valuesOf(state, state.shape.writtenWithKey)) set.set(name, value);
    const changed = await this.session.update(state, set, [old]);
    if (changed === undefined || changed === 0) return;
    if (!state.shape.primaryKey.some((name) => set.has(name))) state.count('u', 1);
    else for (const kind of ['d', 'c', 'keyChanges'] as const) state.count(kind, 1);
    state.gone(old);
    state.inserted(drawn);
    if (state.readsBack) await this.reread(state);
  }

  private async removeAndInsert(state: TableState): Promise<void> {
    const [row] = await this.unreferred(state, [state.rows.pick(this.random)]);
    if (row === undefined) return;
    const removed = await this.session.remove(state, [row]);
    if (removed === undefined) return;
    state.count('d', removed);
    state.gone(row);
    if (state.derivesKey) await this.insert(state, 1);
    else await this.insertKnown(state, row);
  }

  /** Inserts or updates, mostly rows that are there. */
  private async upsert(state: TableState, count: number): Promise<void> {
    const { random } = this;
    const updated = state.written.filter((column) => !state.keeps(column) && !column.autoIncrement);
    if (updated.length === 0 || state.derivesKey) return;
    const isNew = !state.shape.hasFurtherUniqueKeys && !state.readsBack && random.chance(CHANCE.newKey);
    const drawn = isNew ? this.drawer.newRows(state, state.written, 1) : this.drawer.rowsAnew(state, count);
    const rows = this.drawer.withCountableNulls(state, drawn);
    const [first] = rows;
    if (first === undefined) return;
    const written = await this.session.upsert(state, writtenWith(state, first), rows, updated, isNew);
    if (written === undefined) return;
    state.count('u', written.updated);
    state.count('c', written.created);
    for (const row of written.rows) state.inserted(row);
  }

  /** REPLACE of rows that are there; a parent would be deleted, so it is left alone. */
  private async replace(state: TableState, count: number): Promise<void> {
    if (this.session.replace === undefined || state.shape.referencedBy.length > 0 || state.derivesKey) {
      await this.update(state, count);
      return;
    }
    const rows = this.drawer.rowsAnew(state, count);
    const [first] = rows;
    if (first === undefined) return;
    const replaced = await this.session.replace(state, writtenWith(state, first), rows);
    if (replaced === undefined) return;
    state.count('c', replaced.created);
    state.count('u', replaced.updated);
    state.count('d', replaced.deleted);
    if (replaced.isStale) state.stale = true;
  }

  /** Rows that no other row refers to; a few are not looked at where the server refuses to delete a parent. */
  private async unreferred(state: TableState, rows: readonly Row[]): Promise<readonly Row[]> {
    const { referencedBy } = state.shape;
    if (referencedBy.length === 0 || rows.length === 0) return rows;
    if (referencedBy.every(({ cascades }) => !cascades) && this.random.chance(CHANCE.unchecked)) return rows;
    const referred = await this.session.referred(referencedBy, rows);
    return rows.filter((_, at) => referred[at] !== true);
  }

  private drawSize(): number {
    const kind = this.random.below(100);
    if (kind < 45) return 1;
    return kind < 80 ? 2 + this.random.below(9) : 11 + this.random.below(54);
  }
}

/** Columns that a statement gives the row's values for. */
function writtenWith({ written }: TableState, row: Row): Column[] {
  return written.filter(({ name }) => row.has(name));
}
