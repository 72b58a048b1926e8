import type { ColumnType } from '../../../connectors/column-type';
import type { SourceColumn } from '../bootstrap/type-holds';
import type { SourceTypes } from './source-types';

/** The narrowest first; STRING holds everything. A decimal of the source's own width comes before a wider one. */
const BEFORE_DECIMALS = ['BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT'] as const;
const AFTER_DECIMALS = ['DECIMAL(20,0)', 'DATE', 'TIMESTAMP', 'FLOAT', 'DOUBLE', 'BINARY', 'STRING'] as const;

/** The type that a column is best declared with: the first that holds every value, in the bootstrap's own eyes. */
export function bestType(column: SourceColumn, { traits, ownDecimal }: SourceTypes): ColumnType {
  const decimals = [ownDecimal(column)].filter((type) => type !== undefined);
  const candidates: readonly ColumnType[] = [...BEFORE_DECIMALS, ...decimals, ...AFTER_DECIMALS];
  return candidates.find((type) => traits.holds(type, column)) ?? 'STRING';
}

/** What is worth knowing of the type that a column is best declared with; undefined where it goes without saying. */
export function typeRemark(column: SourceColumn, types: SourceTypes): string | undefined {
  return types.remark(column, bestType(column, types));
}
