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

/** How the catalog of Redshift spells the type of a column, without its length. */
export function catalogSpelling(type: ColumnType): string {
  return (
    {
      BOOLEAN: 'boolean',
      TINYINT: 'smallint',
      SMALLINT: 'smallint',
      INT: 'integer',
      BIGINT: 'bigint',
      FLOAT: 'real',
      DOUBLE: 'double precision',
      STRING: 'character varying',
      BINARY: 'binary varying',
      DATE: 'date',
      TIMESTAMP: 'timestamp without time zone',
    }[type as string] ?? 'numeric'
  );
}
