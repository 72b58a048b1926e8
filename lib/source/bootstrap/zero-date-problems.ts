import { DEFAULT_ZERO_DATES } from '../../../connectors/source-policies';
import type { CapturedTable } from './bootstrap-request';
import type { SourceColumn } from './type-holds';

/** Types whose values can be zero dates. */
const DATE_TYPES: readonly string[] = ['date', 'datetime', 'timestamp'];
/** Every one of them is needed, or one of several where they are separated by `|`. */
const REQUIRED_MODES: readonly string[] = ['NO_ZERO_DATE', 'NO_ZERO_IN_DATE', 'STRICT_TRANS_TABLES|STRICT_ALL_TABLES'];

/** Columns of a table in which a zero date can be. */
export function dateColumns(columns: readonly SourceColumn[]): string[] {
  return columns.filter(({ dataType }) => DATE_TYPES.includes(dataType)).map(({ columnName }) => columnName);
}

/** Whether a zero date in the table would be a wrong value. */
export function mustHaveNoZeroDate(table: CapturedTable, columns: readonly SourceColumn[]): boolean {
  return (table.zeroDates ?? DEFAULT_ZERO_DATES) === 'fail' && dateColumns(columns).length > 0;
}

/**
 * What the server's SQL mode lets in although it must not, as `property rule, got: value` sentences.
 *
 * @param tables those that must have no zero date
 */
export function sqlModeProblems(sqlMode: string, tables: readonly CapturedTable[]): string[] {
  const modes = sqlMode.split(',');
  const complete = REQUIRED_MODES.every((required) => required.split('|').some((mode) => modes.includes(mode)));
  const names = tables.map(({ schema, table }) => `${schema}.${table}`).join(', ');
  return complete || tables.length === 0
    ? []
    : [
        `\`sql_mode\` must have ${REQUIRED_MODES.map((mode) => mode.replace('|', ' or ')).join(', ')} (a zero date cannot be told from NULL; where that is known, say it in \`zeroDates\` of ${names}), got: ${sqlMode === '' ? 'none' : sqlMode}`,
      ];
}

/** A zero date that was found where none may be, as a sentence of the same form. */
export function zeroDateProblem({ schema, table }: CapturedTable, column: string, value: string): string {
  return `\`zeroDates\` of ${schema}.${table} must be null where dates are zero (a zero date cannot be told from NULL), got: fail with ${value} in ${column}`;
}
