import { drawValue } from './draw-value';
import type { Row } from './kept-rows';
import type { Random } from './random';
import { type Column, type ForeignKey, idOf } from './table-shape';
import type { TableState } from './table-state';

/** Tables of a workload and those that they refer to, by `schema.table`. */
export type TableStates = ReadonlyMap<string, TableState>;

export const NULL = 'NULL';
const DEFAULT = 'DEFAULT';
const CHANCE = { null: 0.1, default: 0.08, one: 0.4 };
/** Draws until something is given up that is taken already, or that does not fit. */
const DRAWS = 8;

/** A row for which no values can be drawn, and why. */
export class NoRowError extends Error {}

/**
 * Values for columns of a row.
 *
 * @param known values that the row has already, such as its key
 * @throws NoRowError where a foreign key that must refer to something has nothing to refer to
 */
export function drawRow(
  state: TableState,
  columns: readonly Column[],
  known: Row,
  states: TableStates,
  random: Random,
): Row {
  const row = new Map(known);
  const toItself: ForeignKey[] = [];
  for (const key of state.shape.foreignKeys) {
    if (!drawReference(state, key, row, states, random)) toItself.push(key);
  }
  const written = new Set(state.written);
  for (const column of columns) {
    if (!row.has(column.name) && written.has(column) && !isIn(toItself, column)) {
      row.set(column.name, drawOne(state, column, random));
    }
  }
  for (const key of toItself) referToItself(key, row);
  return row;
}

/**
 * A row with a key that no known row has.
 *
 * @throws NoRowError where there is none, as in a table that is full
 */
export function drawNewRow(
  state: TableState,
  columns: readonly Column[],
  taken: ReadonlySet<string>,
  states: TableStates,
  random: Random,
): Row {
  const { shape, rows } = state;
  for (let draw = 0; draw < DRAWS; draw++) {
    const row = drawRow(state, columns, new Map(), states, random);
    const complete = shape.primaryKey.every((name) => row.has(name));
    if (!complete || (!rows.has(row) && !taken.has(rows.keyOf(row)))) return row;
  }
  throw new NoRowError(`no key of ${idOf(shape)} was found that is free`);
}

/**
 * New values for some columns of rows that are there, and for one of them now and then.
 *
 * @param alike whether several rows are to have them, so that no unique key may be among them
 * @returns nothing where a table has columns of its key only
 */
export function drawUpdate(state: TableState, alike: boolean, states: TableStates, random: Random): Row {
  const { shape, written, bound } = state;
  const isFree = ({ name, autoIncrement }: Column): boolean =>
    !autoIncrement && !(alike && shape.uniqueColumns.has(name)) && !bound.has(name);
  const free = written.filter(isFree);
  const names = new Set(free.map(({ name }) => name));
  const references = shape.foreignKeys.filter(({ columns }) => columns.every((column) => names.has(column)));
  const single = free.filter((column) => !isIn(shape.foreignKeys, column));
  const choices = [...references, ...single];
  if (choices.length === 0) return new Map();
  const chosen = random.chance(CHANCE.one) ? [] : choices.filter(() => random.chance(0.5));
  const row = new Map<string, string>();
  for (const choice of chosen.length === 0 ? [random.pick(choices)] : chosen) {
    if ('name' in choice) row.set(choice.name, drawOne(state, choice, random));
    else drawReference(state, choice, row, states, random);
  }
  return row;
}

/** A value for one column that is no part of a foreign key, NULL or the word DEFAULT where that is allowed. */
export function drawOne({ kept, shape, autoColumn }: TableState, column: Column, random: Random): string {
  if (kept.includes(column)) {
    return column === autoColumn ? drawBelowCounter(column, random) : drawValue(column, random, true);
  }
  if (column.nullable && random.chance(CHANCE.null)) return NULL;
  const isUnique = shape.uniqueColumns.has(column.name);
  if (column.hasDefault && !isUnique && random.chance(CHANCE.default)) return DEFAULT;
  return drawValue(column, random, isUnique);
}

/** The only value that has no effect on those that the server gives itself, whose counter would end at the type's limit. */
function drawBelowCounter(column: Column, random: Random): string {
  if (/\bunsigned\b/.test(column.columnType)) return String(1 + random.below(100));
  const value = drawValue(column, random, true);
  return value === '0' || value.startsWith('-') ? value : `-${value}`;
}

/** Draws what a foreign key refers to; false where only the row itself is left, whose key is not drawn yet. */
function drawReference(
  state: TableState,
  key: ForeignKey,
  row: Map<string, string>,
  states: TableStates,
  random: Random,
): boolean {
  const missing = key.columns.filter((column) => !row.has(column));
  if (missing.length === 0) return true;
  const nullable = missing.filter((name) => state.shape.columns.find((column) => column.name === name)?.nullable);
  if (nullable.length > 0 && random.chance(CHANCE.null)) {
    referToNothing(missing, nullable, row);
    return true;
  }
  const parents = states.get(idOf(key.parent))?.rows;
  for (let draw = 0; draw < DRAWS && parents !== undefined && parents.size > 0; draw++) {
    const parent = parents.pick(random);
    const values = key.referenced.map((column) => parent.get(column) ?? NULL);
    const fits = values.every((value, at) => value !== NULL && (row.get(key.columns[at] ?? '') ?? value) === value);
    if (!fits) continue;
    key.columns.forEach((column, at) => {
      row.set(column, values[at] ?? NULL);
    });
    return true;
  }
  if (nullable.length > 0) {
    referToNothing(missing, nullable, row);
    return true;
  }
  if (idOf(key.parent) === idOf(state.shape)) return false;
  throw new NoRowError(`no row of ${idOf(key.parent)} that ${idOf(state.shape)} could refer to`);
}

/** One NULL is enough; the others have to be NULL as well, for they have no value of their own. */
function referToNothing(missing: readonly string[], nullable: readonly string[], row: Map<string, string>): void {
  for (const column of missing) {
    if (nullable.includes(column)) row.set(column, NULL);
  }
}

function referToItself({ columns, referenced }: ForeignKey, row: Map<string, string>): void {
  columns.forEach((column, at) => {
    const value = row.get(referenced[at] ?? '');
    if (value !== undefined && !row.has(column)) row.set(column, value);
  });
}

function isIn(keys: readonly ForeignKey[], { name }: Column): boolean {
  return keys.some(({ columns }) => columns.includes(name));
}
