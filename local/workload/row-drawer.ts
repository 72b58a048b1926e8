import { drawNewRow, drawOne, drawRow, drawUpdate, NULL, type TableStates } from './draw-row';
import { drawValue } from './draw-value';
import type { Row } from './kept-rows';
import type { Random } from './random';
import type { Column } from './table-shape';
import type { TableState } from './table-state';

const LONGEST_STATEMENT = 200_000;
const CHANCE = { columnLeftOut: 0.1, deletedKey: 0.3, caseTwin: 0.2 };
const PLAIN_TEXT = /^'[A-Za-z0-9]+'$/;

/**
 * Draws what statements write.
 *
 * All methods throw NoRowError where a row can have no values.
 */
export class RowDrawer {
  constructor(
    private readonly states: TableStates,
    private readonly random: Random,
  ) {}

  /** Rows with keys of their own: at least one, and as many as there are free keys for. */
  newRows(state: TableState, columns: readonly Column[], count: number): Row[] {
    const rows: Row[] = [];
    const taken = new Set<string>();
    for (let length = 0; rows.length < count && length < LONGEST_STATEMENT; ) {
      try {
        const row = drawNewRow(state, columns, taken, this.states, this.random);
        taken.add(state.rows.keyOf(row));
        rows.push(row);
        for (const value of row.values()) length += value.length;
      } catch (error) {
        if (rows.length === 0) throw error;
        break;
      }
    }
    return rows;
  }

  /** The row of a key that is known. */
  rowOf(state: TableState, key: Row): Row {
    return drawRow(state, state.written, key, this.states, this.random);
  }

  /** Rows that are there, with other values. */
  rowsAnew(state: TableState, count: number): Row[] {
    const known = state.rows.pickSome(this.random, Math.min(count, state.batch));
    return known.map((key) => this.rowOf(state, key));
  }

  /**
   * The rows as an upsert may write them: a value in place of each NULL beside a default, without the rows whose foreign key has
   * such a NULL. Over another NULL the server takes it for a change that it then does not make, to a client that asks for rows found.
   */
  withCountableNulls(state: TableState, rows: readonly Row[]): Row[] {
    const uncountable = state.written.filter((column) => column.nullBesideDefault && !state.keeps(column));
    const inForeignKeys = new Set(state.shape.foreignKeys.flatMap(({ columns }) => columns));
    return rows.flatMap((row) => {
      const nulls = uncountable.filter(({ name }) => row.get(name) === NULL);
      if (nulls.some(({ name }) => inForeignKeys.has(name))) return [];
      const values = nulls.map((column) => {
        const isUnique = state.shape.uniqueColumns.has(column.name);
        return [column.name, drawValue(column, this.random, isUnique)] as const;
      });
      return [new Map([...row, ...values])];
    });
  }

  /** New values for columns, as far as they are written. */
  valuesOf(state: TableState, names: readonly string[]): Row {
    const columns = state.written.filter((column) => names.includes(column.name) && !state.keeps(column));
    return new Map(columns.map((column) => [column.name, drawOne(state, column, this.random)]));
  }

  /** @see drawUpdate */
  update(state: TableState, alike: boolean): Row {
    return drawUpdate(state, alike, this.states, this.random);
  }

  /** The key of a deleted row, the same letters in the other case, or new values for some of the key's columns. */
  otherKey(state: TableState, old: Row): Row {
    const { random } = this;
    if (state.deleted.size > 0 && random.chance(CHANCE.deletedKey)) return state.deleted.pick(random);
    const text = state.kept.find(({ name }) => PLAIN_TEXT.test(old.get(name) ?? ''));
    if (text !== undefined && random.chance(CHANCE.caseTwin)) {
      return new Map([...old, [text.name, swapCase(old.get(text.name) ?? '')]]);
    }
    const changed = random.pick(state.kept);
    const known = new Map([...old].filter(([name]) => name !== changed.name && random.chance(0.5)));
    return state.keptOf(drawRow(state, state.kept, known, this.states, random));
  }

  /** Columns that an INSERT names: some of which there is a default are left to it. */
  namedColumns(state: TableState): Column[] {
    const inForeignKeys = new Set(state.shape.foreignKeys.flatMap(({ columns }) => columns));
    return state.written.filter((column) => {
      const isFree = column.hasDefault && !state.keeps(column) && !inForeignKeys.has(column.name);
      return !(isFree && this.random.chance(CHANCE.columnLeftOut));
    });
  }
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}
