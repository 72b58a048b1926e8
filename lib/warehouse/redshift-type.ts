import { type ColumnType, decimalType } from '../../connectors/column-type';

/** Bytes of the longest text of a column. */
const LONGEST_TEXT = 65_535;
const LONGEST_BYTES = 16_777_216;

const TYPES: Readonly<Record<string, string>> = {
  BOOLEAN: 'BOOLEAN',
  // It has none of one byte.
  TINYINT: 'SMALLINT',
  SMALLINT: 'SMALLINT',
  INT: 'INTEGER',
  BIGINT: 'BIGINT',
  FLOAT: 'REAL',
  DOUBLE: 'DOUBLE PRECISION',
  STRING: `VARCHAR(${LONGEST_TEXT})`,
  BINARY: `VARBYTE(${LONGEST_BYTES})`,
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
};

/** The type of Redshift that a declared one is held in. */
export function redshiftType(type: ColumnType): string {
  const decimal = decimalType(type);
  if (decimal !== undefined) {
    return `DECIMAL(${decimal.precision},${decimal.scale})`;
  }
  const found = TYPES[type];
  if (found === undefined) {
    throw new Error(`\`type\` must be one that Redshift has, got: ${type}`);
  }
  return found;
}

/** Types between which a merge would round or overflow, as the catalog spells them. */
const NUMBERS = /^(smallint|integer|bigint|real|double precision|numeric\(\d+,\d+\))$/;

/**
 * Whether a column that is there may hold what is declared. Only of numbers it is asked: a text, a day or bytes of another type are
 * refused by the merge itself.
 *
 * @param found as the catalog spells it
 */
export function holdsDeclared(type: ColumnType, found: string): boolean {
  const wanted = redshiftType(type)
    .toLowerCase()
    .replace(/^decimal/, 'numeric');
  return !NUMBERS.test(found) || !NUMBERS.test(wanted) || found === wanted;
}
