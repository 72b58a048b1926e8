import { sourceNames } from '../../../connectors/dataset-column';
import type { CapturedColumn, CapturedTable } from './bootstrap-request';
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
  const columns = Object.entries(table.columns).map(([name, column]) => {
    const names = sourceNames(name, column);
    return { name, column, names, found: actual.filter(({ columnName }) => isOneOf(names, columnName)) };
  });
  return {
    problems: [
      ...actual.filter(hasOddOption).map(({ columnName, columnType }) => oddOption(table, columnName, columnType)),
      ...columns.flatMap(({ name, column, names, found }) => {
        const at = `\`columns.${name}\` of ${table.schema}.${table.table}`;
        const [source] = found;
        if (source === undefined) {
          const all = actual.map(({ columnName }) => columnName).join(', ');
          return isDropped(column)
            ? []
            : [`${at} must be there (${all}), or say \`from\` or \`dropped\`, got: ${names.join(', ')}`];
        }
        if (found.length > 1) {
          const both = found.map(({ columnName }) => columnName).join(', ');
          return [`${at} must come from one column, got several that are there: ${both}`];
        }
        const type = typeof column === 'string' ? column : column.type;
        return typeHolds(type, source) ? [] : [`${at} must hold every ${source.columnType} without loss, got: ${type}`];
      }),
    ],
    undeclared: actual
      .map(({ columnName }) => columnName)
      .filter((columnName) => !columns.some(({ names }) => isOneOf(names, columnName))),
  };
}

/** The connector's parser escapes such an option, so that the log tells another text than a snapshot. */
function hasOddOption({ dataType, columnType }: SourceColumn): boolean {
  return (
    dataType === 'enum' && [...columnType.matchAll(/'((?:[^']|'')*)'/g)].some(([, option = '']) => /[,\\]/.test(option))
  );
}

function oddOption({ schema, table }: CapturedTable, columnName: string, columnType: string): string {
  const rule = 'must have no option with a comma or a backslash, which the log tells otherwise than a snapshot';
  return `column ${columnName} of ${schema}.${table} ${rule}, got: ${columnType}`;
}

/** MySQL does not care about case. */
function isOneOf(names: readonly string[], columnName: string): boolean {
  return names.some((name) => name.toLowerCase() === columnName.toLowerCase());
}

function isDropped(column: CapturedColumn): boolean {
  return typeof column !== 'string' && column.dropped === true;
}
