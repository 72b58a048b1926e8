import { isDrawable } from './draw-value';
import type { Journal } from './journal';
import { KeptRows, type Row } from './kept-rows';
import { type Column, keptAndTheirSources, keptColumns, type TableShape, writtenColumns } from './table-shape';

/** Committed changes of rows by kind, as Debezium tells them, and statements that the server refused. */
export interface TableTally {
  c: number;
  u: number;
  d: number;
  refused: number;
  /** By UPDATE; each is one of `d` and one of `c`. A REPLACE that takes the place of a row with another key is not counted here. */
  keyChanges: number;
}

type Counted = 'c' | 'u' | 'd' | 'keyChanges';

/** Rows of one statement where the server refuses none. */
const LARGEST_BATCH = 64;
/** Keys of deleted rows that are kept to be used again. */
const MOST_DELETED = 100;

/** What a workload knows of one table: its rows' keys, and what it did to it. */
export class TableState {
  readonly kept: readonly Column[];
  readonly written: readonly Column[];
  /** Columns that no UPDATE of other columns may touch. */
  readonly bound: ReadonlySet<string>;
  readonly autoColumn: Column | undefined;
  readonly rows: KeptRows;
  readonly deleted: KeptRows;
  readonly tally: TableTally = { c: 0, u: 0, d: 0, refused: 0, keyChanges: 0 };
  /** Most rows that the next statement may insert; it shrinks where statements are refused. */
  batch = 8;
  /** Refused statements since one was taken. */
  refusedInRow = 0;
  /** Why the last statement was refused, or none was tried. */
  lastWords = 'no statement was tried';
  /** Whether rows may be others than those that are known. */
  stale = false;

  constructor(
    readonly shape: TableShape,
    private readonly journal: Journal,
  ) {
    const kept = keptColumns(shape);
    this.kept = shape.columns.filter(({ name }) => kept.includes(name));
    this.written = writtenColumns(shape).filter(isDrawable);
    this.bound = keptAndTheirSources(shape);
    this.autoColumn = shape.columns.find(({ autoIncrement }) => autoIncrement);
    this.rows = new KeptRows(shape.primaryKey);
    this.deleted = new KeptRows(shape.primaryKey);
    if (shape.primaryKey.length === 0) this.lastWords = 'the table has no primary key';
  }

  /** Whether the server makes values of the key, so that a row cannot be written under a key that is known. */
  get derivesKey(): boolean {
    return this.kept.some(({ generatedBy }) => generatedBy !== undefined);
  }

  /** Whether the server decides about kept values, so that they have to be read after every insert. */
  get readsBack(): boolean {
    return this.shape.hasTriggers || this.derivesKey;
  }

  keeps(column: Column): boolean {
    return this.kept.includes(column);
  }

  keptOf(row: Row): Row {
    return new Map(this.kept.map(({ name }) => [name, row.get(name) ?? 'NULL'] as const));
  }

  count(kind: Counted, changes: number): void {
    if (changes === 0) return;
    this.journal.note(
      () => {
        this.tally[kind] += changes;
      },
      () => {
        this.tally[kind] -= changes;
      },
    );
  }

  inserted(row: Row): void {
    if (this.rows.has(row)) this.remove(this.rows, row);
    this.add(this.rows, row);
    if (this.deleted.has(row)) this.remove(this.deleted, row);
  }

  gone(row: Row): void {
    if (this.rows.has(row)) this.remove(this.rows, row);
    if (this.deleted.size < MOST_DELETED && !this.deleted.has(row)) this.add(this.deleted, row);
  }

  /** Takes what was read from the table for its rows. */
  reread(rows: readonly Row[]): void {
    const wasStale = this.stale;
    const undo = this.rows.replaceAll(rows);
    this.journal.note(
      () => {
        this.stale = false;
      },
      () => {
        undo();
        // What made the rows others may be older than the savepoint, and stays.
        this.stale = wasStale;
      },
    );
  }

  accepted(): void {
    this.refusedInRow = 0;
    this.batch = Math.min(this.batch * 2, LARGEST_BATCH);
  }

  refused(words: string): void {
    this.tally.refused += 1;
    this.impossible(words);
  }

  /** No statement could be made. */
  impossible(words: string): void {
    this.lastWords = words;
    this.refusedInRow += 1;
    this.batch = Math.max(Math.floor(this.batch / 2), 1);
  }

  private add(rows: KeptRows, row: Row): void {
    this.journal.note(
      () => rows.add(row),
      () => rows.remove(row),
    );
  }

  private remove(rows: KeptRows, row: Row): void {
    this.journal.note(
      () => rows.remove(row),
      () => rows.add(row),
    );
  }
}
