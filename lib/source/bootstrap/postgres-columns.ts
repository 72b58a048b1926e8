import { decimalType } from '../../../connectors/column-type';
import { sourceNames } from '../../../connectors/dataset-column';
import type { CapturedTable } from './bootstrap-request';
import type { ColumnTraits } from './column-findings';
import type { SourceColumn } from './type-holds';

/** A column as PostgreSQL describes it; of a domain the type is its base. */
export interface PostgresColumn extends SourceColumn {
  /** Whether its value is made of others'. */
  readonly generated?: boolean;
  /** As `pg_type` calls it: `b` for a type of its own, `e` for one of options. */
  readonly typeKind?: string;
}

/** Other types than STRING that a value arrives for exactly, by name in `pg_type`. */
const EXACT: Readonly<Record<string, readonly string[]>> = {
  bool: ['BOOLEAN'],
  int2: ['SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE'],
  int4: ['INT', 'BIGINT', 'DOUBLE'],
  int8: ['BIGINT'],
  oid: ['BIGINT'],
  float4: ['FLOAT', 'DOUBLE'],
  float8: ['DOUBLE'],
  date: ['DATE'],
  timestamp: ['TIMESTAMP'],
  timestamptz: ['TIMESTAMP'],
  bytea: ['BINARY'],
};
/** Digits of the longest integer, with or without a sign. */
const INTEGER_DIGITS: Readonly<Record<string, number>> = { int2: 5, int4: 10, int8: 19, oid: 10 };
const NUMERIC = /^numeric\((\d+)(?:,(-?\d+))?\)$/;
const FLOATS = ['float4', 'float8'];
const NUMBERS = ['int2', 'int4', 'int8', 'oid', ...FLOATS];

/** Whether a declared type holds every value of a column, in the form in which the connector sends it. */
export function postgresTypeHolds(declared: string, { dataType, columnType }: SourceColumn): boolean {
  if (declared === 'STRING') {
    return true;
  }
  const decimal = decimalType(declared);
  const digits = INTEGER_DIGITS[dataType];
  if (decimal !== undefined && digits !== undefined) {
    return decimal.precision - decimal.scale >= digits;
  }
  if (dataType === 'numeric') {
    const [, precision, scale = '0'] = NUMERIC.exec(columnType) ?? [];
    // Without a precision any number of digits is taken, of which no type holds all.
    return (
      decimal !== undefined &&
      precision !== undefined &&
      decimal.scale >= Number(scale) &&
      decimal.precision - decimal.scale >= Number(precision) - Number(scale)
    );
  }
  if (dataType === 'bit') {
    return declared === 'BOOLEAN' && columnType === 'bit(1)';
  }
  return EXACT[dataType]?.includes(declared) ?? false;
}

/** What has a type of its own in Avro and in Parquet that no text is read from. */
const NEVER_TEXT = ['bool', 'date', 'timestamp', 'timestamptz', 'bytea'];
/** Of a decimal that is read from a column of integers. */
const MOST_DIGITS_OF_INTEGERS = 18;
/** How the names of types of lists begin in Parquet; in PostgreSQL they are arrays, and what pgvector has. */
const LISTS = { inParquet: 'ARRAY<', inPostgres: /\[\]$|^(?:\w+\.)?(?:half)?vec(?:tor)?\(\d+\)$|^(?:vector|halfvec)$/ };
/** The same of types that have members: those of PostGIS, and vectors that are mostly zero. */
const STRUCTS = { inParquet: 'STRUCT<', inPostgres: /^(?:\w+\.)?(?:geometry|geography|sparsevec)(?:\(.*\))?$/ };
/** Digits of the longest number that is one in Avro and in Parquet. */
const MOST_DIGITS = 38;

/**
 * Whether Athena reads a column of that type from what records in Avro become in Parquet. Most others fail each query; `FLOAT` over
 * integers takes their bits for those of a number. What a list or a struct is of is not looked at.
 */
export function readsParquet(declared: string, { dataType, columnType }: SourceColumn): boolean {
  for (const { inParquet, inPostgres } of [LISTS, STRUCTS]) {
    const isOne = inPostgres.test(columnType);
    if (isOne || declared.startsWith(inParquet)) {
      return isOne && declared.startsWith(inParquet);
    }
  }
  if (declared === 'STRING') {
    return !NEVER_TEXT.includes(dataType) && columnType !== 'bit(1)';
  }
  if (INTEGER_DIGITS[dataType] !== undefined) {
    return declared !== 'FLOAT' && (decimalType(declared)?.precision ?? 0) <= MOST_DIGITS_OF_INTEGERS;
  }
  if (dataType === 'numeric') {
    // Avro and Parquet have no places before the point, and none beyond the digits: such values are text there.
    const [, precision = '0', scale = '0'] = NUMERIC.exec(columnType) ?? [];
    return (
      precision !== '0' && Number(precision) <= MOST_DIGITS && Number(scale) >= 0 && Number(scale) <= Number(precision)
    );
  }
  return true;
}

/** What columns of PostgreSQL are like. */
export const POSTGRES_COLUMNS: ColumnTraits = {
  holds: postgresTypeHolds,
  reads: readsParquet,
  keyForm: ({ dataType, columnType }) => {
    if (dataType === 'bool' || columnType === 'bit(1)' || dataType.startsWith('_')) {
      return undefined;
    }
    return NUMBERS.includes(dataType) ? 'N' : 'S';
  },
  untold: (table, column) => [...generatedProblems(table, column), ...keyProblems(table, column)],
  // Names in tables that are made of it are told apart by more than case.
  tellsCaseApart: true,
};

function generatedProblems({ schema, table }: CapturedTable, column: PostgresColumn): string[] {
  return column.generated === true
    ? [
        `column ${column.columnName} of ${schema}.${table} must be in \`excludedColumns\`, for a value that is made of others is in a snapshot and not in the log, got: GENERATED`,
      ]
    : [];
}

/** A change of one zero to the other is told as a deletion and an insertion, which are of one row in every table made of them. */
function keyProblems({ schema, table, keyColumns, columns }: CapturedTable, column: PostgresColumn): string[] {
  const isKey = keyColumns.some((key) => sourceNames(key, columns[key] ?? '').includes(column.columnName));
  return isKey && FLOATS.includes(column.dataType)
    ? [
        `column ${column.columnName} of ${schema}.${table} must not be in the primary key, for 0 and -0 are one key, of which the log tells as of two, got: ${column.columnType}`,
      ]
    : [];
}
