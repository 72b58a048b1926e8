import { decimalType } from '../../../connectors/column-type';

/** A column as the server describes it. */
export interface SourceColumn {
  readonly columnName: string;
  /** Name of the type alone, in lower case: `decimal`. */
  readonly dataType: string;
  /** The whole type: `decimal(10,2) unsigned`. */
  readonly columnType: string;
  /** As the server calls it; null for what is no text. */
  readonly characterSet?: string | null;
}

const INTEGER_BITS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 };
/** Digits of the longest integer of so many bits, with or without a sign. */
const INTEGER_DIGITS: Readonly<Record<number, number>> = { 8: 3, 16: 5, 24: 8, 32: 10, 64: 19 };
const UNSIGNED_BIGINT_DIGITS = 20;
/** Integers of so many bits that a type holds, a sign among them. */
const HELD_BITS: Readonly<Record<string, number>> = {
  TINYINT: 8,
  SMALLINT: 16,
  INT: 32,
  BIGINT: 64,
  FLOAT: 25,
  DOUBLE: 54,
};

/** Other types than STRING that a value arrives for exactly, by type of the source; a type that is not here arrives as text only. */
const EXACT: Readonly<Record<string, readonly string[]>> = {
  date: ['DATE'],
  datetime: ['TIMESTAMP'],
  timestamp: ['TIMESTAMP'],
  year: ['SMALLINT', 'INT', 'BIGINT'],
  float: ['FLOAT', 'DOUBLE'],
  double: ['DOUBLE'],
  binary: ['BINARY'],
  varbinary: ['BINARY'],
  tinyblob: ['BINARY'],
  blob: ['BINARY'],
  mediumblob: ['BINARY'],
  longblob: ['BINARY'],
};

/**
 * Whether a declared type holds every value of a column, in the form in which the connector sends it. STRING holds all:
 * it is the form itself.
 */
export function typeHolds(declared: string, { dataType, columnType }: SourceColumn): boolean {
  const bits = INTEGER_BITS[dataType];
  if (declared === 'STRING') {
    return true;
  }
  if (bits !== undefined) {
    return holdsInteger(declared, bits, columnType);
  }
  if (dataType === 'decimal') {
    return holdsDecimal(declared, columnType);
  }
  if (dataType === 'bit') {
    return declared === (columnType === 'bit(1)' ? 'BOOLEAN' : 'BINARY');
  }
  return EXACT[dataType]?.includes(declared) ?? false;
}

function holdsInteger(declared: string, bits: number, columnType: string): boolean {
  const unsigned = columnType.includes('unsigned');
  const decimal = decimalType(declared);
  if (unsigned && bits === 64) {
    return decimal !== undefined && decimal.precision - decimal.scale >= UNSIGNED_BIGINT_DIGITS;
  }
  if (declared === 'BOOLEAN') {
    // MySQL's own BOOLEAN. Should a number other than 0 and 1 ever be in it, the job stops before it writes.
    return columnType === 'tinyint(1)';
  }
  return decimal === undefined
    ? (HELD_BITS[declared] ?? 0) >= bits + (unsigned ? 1 : 0)
    : decimal.precision - decimal.scale >= (INTEGER_DIGITS[bits] ?? Number.POSITIVE_INFINITY);
}

function holdsDecimal(declared: string, columnType: string): boolean {
  const decimal = decimalType(declared);
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)/.exec(columnType) ?? [];
  return (
    decimal !== undefined &&
    decimal.scale >= Number(scale) &&
    decimal.precision - decimal.scale >= Number(precision) - Number(scale)
  );
}
