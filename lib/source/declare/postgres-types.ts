import { type ColumnType, decimalType } from '../../../connectors/column-type';
import { POSTGRES_COLUMNS, type PostgresColumn } from '../bootstrap/postgres-columns';
import { DOCUMENT, OPTION, OTHERWISE_ONLY_TEXT, type SourceTypes, TOO_MANY_DIGITS } from './source-types';

/** Types that are text in the source as well. */
const TEXT_TYPES: readonly string[] = ['text', 'varchar', 'bpchar', 'char', 'name', 'citext'];
/** What `pg_type` calls a type of options. */
const OPTIONS = 'e';

/** Why a type has no other counterpart than text. */
const ONLY_TEXT: Readonly<Record<string, string>> = { json: DOCUMENT, jsonb: DOCUMENT, xml: DOCUMENT };

/** What columns of PostgreSQL are declared as. */
export const POSTGRES_TYPES: SourceTypes = {
  traits: POSTGRES_COLUMNS,
  ownDecimal: ({ columnType }) => {
    const [, digits, places = '0'] = /^numeric\((\d+)(?:,(-?\d+))?\)$/.exec(columnType) ?? [];
    // Places before the point are digits more, and there may be more places behind it than there are digits.
    const scale = Math.max(Number(places), 0);
    const precision = Math.max(Number(digits) - Number(places) + scale, scale);
    const type: ColumnType = `DECIMAL(${precision},${scale})`;
    return decimalType(type) === undefined ? undefined : type;
  },
  remark: ({ dataType, columnType, typeKind }: PostgresColumn, type) => {
    if (type !== 'STRING' || TEXT_TYPES.includes(dataType)) {
      return undefined;
    }
    if (typeKind === OPTIONS) {
      return `ENUM: ${OPTION}`;
    }
    if (columnType.endsWith('[]')) {
      return `ARRAY: ${OTHERWISE_ONLY_TEXT}`;
    }
    if (dataType === 'numeric') {
      return `NUMERIC: ${columnType === 'numeric' ? 'any number of digits' : TOO_MANY_DIGITS}`;
    }
    return `${dataType.toUpperCase()}: ${ONLY_TEXT[dataType] ?? OTHERWISE_ONLY_TEXT}`;
  },
};
