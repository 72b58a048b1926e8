import { Types } from 'mysql2';

/** A table's column as the server describes it. */
export interface Column {
  readonly name: string;
  /** One of mysql2's `Types`. */
  readonly type: number | undefined;
  /** Digits after the decimal point, of a number or of a second. */
  readonly decimals: number;
}

/** Connector options that decide how a column's value is written. */
export interface ValueModes {
  readonly decimals: string;
}

/** Read once: mysql2 loads a module anew at each access. */
const { DATE, DATETIME, NEWDECIMAL, TIMESTAMP } = Types;

/** A row as the database gives it (dates and decimals as text), as one text. */
export function comparableRow(row: Readonly<Record<string, unknown>>, columns: readonly Column[]): string {
  return JSON.stringify(columns.map((column) => canonical(column, row[column.name])));
}

/** The `after` of a change event as the same text, whatever the connector's modes make of its values. */
export function comparableAfter(
  after: Readonly<Record<string, unknown>>,
  columns: readonly Column[],
  modes: ValueModes,
): string {
  const unknown = Object.keys(after).filter((name) => !columns.some((column) => column.name === name));
  const values = columns.map((column) => canonical(column, decode(column, after[column.name], modes)));
  return JSON.stringify([...values, ...unknown]);
}

/** Undoes the number and binary forms; texts are made equal by {@link canonical}. */
function decode(column: Column, value: unknown, modes: ValueModes): unknown {
  switch (column.type) {
    case NEWDECIMAL:
      if (modes.decimals === 'precise' && typeof value === 'string') return fromUnscaled(value, column.decimals);
      return typeof value === 'number' ? value.toFixed(column.decimals) : value;
    default:
      return value;
  }
}

function canonical(column: Column, value: unknown): unknown {
  if (value === undefined) return 'missing';
  if (value === null) return null;
  if (Buffer.isBuffer(value)) return value.toString('base64');
  switch (column.type) {
    case DATE:
      return String(value).replace(/Z$/, '');
    case DATETIME:
    case TIMESTAMP:
      return withoutEmptyFraction(String(value).replace('T', ' ').replace(/Z$/, ''));
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

function withoutEmptyFraction(timestamp: string): string {
  const [seconds = '', fraction = ''] = timestamp.split('.');
  const digits = fraction.replace(/0+$/, '');
  return digits === '' ? seconds : `${seconds}.${digits}`;
}

/** Connect's decimal: big-endian two's complement, the scale from the column. */
function fromUnscaled(base64: string, scale: number): string {
  const bytes = Buffer.from(base64, 'base64');
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
