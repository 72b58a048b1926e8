import type { CapturedTable } from './bootstrap-request';
import { type SourceColumn, typeHolds } from './type-holds';

/** What the declared columns of a table say about those that are there. */
export interface ColumnFindings {
  /** Declarations under which values would be lost, or never found, as `property rule, got: value` sentences. */
  readonly problems: readonly string[];
  /** Columns that are there and not declared. They arrive as text, so nothing is lost. */
  readonly undeclared: readonly string[];
}

/** @param actual columns of the table in its own order; none for a table that is not there, of which others tell */
export function columnFindings(table: CapturedTable, actual: readonly SourceColumn[]): ColumnFindings {
  if (actual.length === 0) {
    return { problems: [], undeclared: [] };
  }
  const name = `${table.schema}.${table.table}`;
  const names = actual.map(({ columnName }) => columnName);
  return {
    problems: Object.entries(table.columns).flatMap(([column, type]) => {
      // Values are found by the name as it is spelled, though MySQL itself does not care.
      const source = actual.find(({ columnName }) => columnName === column);
      if (source === undefined) {
        return [`\`columns\` of ${name} must be spelled as they are there (${names.join(', ')}), got: ${column}`];
      }
      return typeHolds(type, source)
        ? []
        : [`\`columns.${column}\` of ${name} must hold every ${source.columnType} without loss, got: ${type}`];
    }),
    undeclared: names.filter((column) => !Object.hasOwn(table.columns, column)),
  };
}
