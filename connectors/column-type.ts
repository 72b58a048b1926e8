/** A Spark SQL type that a text becomes a value of without guessing, and that Athena reads from a Delta table. */
export type ColumnType = (typeof PLAIN_TYPES)[number] | `DECIMAL(${number},${number})`;

/** All but decimals. */
export const PLAIN_TYPES = [
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INT',
  'BIGINT',
  'FLOAT',
  'DOUBLE',
  'STRING',
  'BINARY',
  'DATE',
  'TIMESTAMP',
] as const;

const DECIMAL = /^DECIMAL\((\d{1,2}),(\d{1,2})\)$/;
const MAX_PRECISION = 38;

export interface DecimalType {
  /** Digits in all. */
  readonly precision: number;
  /** Digits behind the point. */
  readonly scale: number;
}

/** @returns undefined where `type` is no decimal type, or none that Spark has */
export function decimalType(type: string): DecimalType | undefined {
  const match = DECIMAL.exec(type);
  if (match === null) {
    return undefined;
  }
  const [precision, scale] = [Number(match[1]), Number(match[2])];
  return precision >= 1 && precision <= MAX_PRECISION && scale <= precision ? { precision, scale } : undefined;
}

/** @returns what is wrong with a type, as `rule, got: value`; undefined where it is sound */
export function columnTypeProblem(type: string): string | undefined {
  return (PLAIN_TYPES as readonly string[]).includes(type) || decimalType(type) !== undefined
    ? undefined
    : `must be ${PLAIN_TYPES.join(', ')} or DECIMAL(p,s) with p up to ${MAX_PRECISION} and s up to p, got: ${type}`;
}

/** The type as the Data Catalog spells it: Hive's names, which differ from Spark's in case only. */
export function catalogType(type: ColumnType): string {
  return type.toLowerCase();
}
