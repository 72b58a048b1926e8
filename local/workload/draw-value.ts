import type { Random } from './random';
import type { Column } from './table-shape';

/** Whether values of the column's type are drawn. */
export function isDrawable({ values }: Column): boolean {
  return values !== undefined;
}

/** A value of a drawable column as a literal of SQL. */
export function drawValue(column: Column, random: Random, inKey = false): string {
  return valuesOf(column).draw(random, inKey);
}

/** The literal of what a drawable column was read as. */
export function literalOf(column: Column, read: string | null): string {
  return read === null ? 'NULL' : valuesOf(column).literal(read);
}

/** An expression that reads a drawable column as text, for {@link literalOf}. */
export function readAsText(column: Column): string {
  return valuesOf(column).read;
}

function valuesOf({ values, name }: Column): NonNullable<Column['values']> {
  if (values === undefined) throw new Error(`no values of the column ${name} are drawn`);
  return values;
}
