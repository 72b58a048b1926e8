import { type ColumnType, decimalType } from '../../../connectors/column-type';
import { type SourceColumn, typeHolds } from '../bootstrap/type-holds';

/** The narrowest first; STRING holds everything. A decimal of the source's own width comes before a wider one. */
const BEFORE_DECIMALS = ['BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT'] as const;
const AFTER_DECIMALS = ['DECIMAL(20,0)', 'DATE', 'TIMESTAMP', 'FLOAT', 'DOUBLE', 'BINARY', 'STRING'] as const;

/** Types that are text in the source as well. */
const TEXT_TYPES: readonly string[] = ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext'];

/** Why a type has no other counterpart than text. */
const ONLY_TEXT: Readonly<Record<string, string>> = {
  time: 'may be negative, or longer than a day',
  json: 'the document as text',
  enum: 'the text of the option',
  set: 'the texts of its options',
  decimal: 'more digits than a DECIMAL of the lake has',
};
const OTHERWISE_ONLY_TEXT = 'no type of the lake holds it';

/** The type that a column is best declared with: the first that holds every value, in the bootstrap's own eyes. */
export function bestType(column: SourceColumn): ColumnType {
  const decimals = [ownDecimal(column)].filter((type) => type !== undefined);
  const candidates: readonly ColumnType[] = [...BEFORE_DECIMALS, ...decimals, ...AFTER_DECIMALS];
  return candidates.find((type) => typeHolds(type, column)) ?? 'STRING';
}

/** What is worth knowing of the type that a column is best declared with; undefined where it goes without saying. */
export function typeRemark(column: SourceColumn): string | undefined {
  const type = bestType(column);
  const { dataType } = column;
  if (type === 'STRING' && !TEXT_TYPES.includes(dataType)) {
    return `${dataType.toUpperCase()}: ${ONLY_TEXT[dataType] ?? OTHERWISE_ONLY_TEXT}`;
  }
  if (type === 'BOOLEAN' && dataType === 'tinyint') {
    return 'TINYINT(1): say TINYINT where it has other numbers than 0 and 1';
  }
  return decimalType(type) !== undefined && dataType === 'bigint'
    ? 'BIGINT UNSIGNED: more than a BIGINT holds'
    : undefined;
}

function ownDecimal({ columnType }: SourceColumn): ColumnType | undefined {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)/.exec(columnType) ?? [];
  const type: ColumnType = `DECIMAL(${Number(precision)},${Number(scale)})`;
  return decimalType(type) === undefined ? undefined : type;
}
