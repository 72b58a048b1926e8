import { type ColumnType, decimalType } from '../../../connectors/column-type';
import { MYSQL_COLUMNS } from '../bootstrap/column-findings';
import type { SourceColumn } from '../bootstrap/type-holds';
import { DOCUMENT, OPTION, OTHERWISE_ONLY_TEXT, type SourceTypes, TOO_MANY_DIGITS } from './source-types';

/** Types that are text in the source as well. */
const TEXT_TYPES: readonly string[] = ['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext'];

/** Why a type has no other counterpart than text. */
const ONLY_TEXT: Readonly<Record<string, string>> = {
  time: 'may be negative, or longer than a day',
  json: DOCUMENT,
  enum: OPTION,
  set: 'the texts of its options',
  decimal: TOO_MANY_DIGITS,
};

/** What columns of MySQL are declared as. */
export const MYSQL_TYPES: SourceTypes = {
  traits: MYSQL_COLUMNS,
  ownDecimal: ({ columnType }) => {
    const [, precision, scale] = /^decimal\((\d+),(\d+)\)/.exec(columnType) ?? [];
    const type: ColumnType = `DECIMAL(${Number(precision)},${Number(scale)})`;
    return decimalType(type) === undefined ? undefined : type;
  },
  remark,
};

function remark({ dataType }: SourceColumn, type: ColumnType): string | undefined {
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
