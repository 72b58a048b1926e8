import type { CapturedTable, KeyForm } from './bootstrap-request';
import type { SourceColumn } from './type-holds';

const NUMBERS = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'year', 'float', 'double'];
const WORDS: Readonly<Record<KeyForm, string>> = { N: 'a number', S: 'a text' };

/**
 * Keys of items that no event has, or has in another form than their table: each record would be a bad one. Templates are made
 * of what is declared, which may be wider than the source (`STRING` holds every type), and spelled in another case.
 *
 * @param actual columns of the table; none for a table that is not there, of which others tell
 */
export function itemKeyProblems(
  { schema, table, itemKeys = {} }: CapturedTable,
  actual: readonly SourceColumn[],
  formOf: (column: SourceColumn) => KeyForm | undefined = mysqlKeyForm,
): string[] {
  return actual.length === 0
    ? []
    : Object.entries(itemKeys).flatMap(([field, form]) => {
        const at = `the key of items of ${schema}.${table}`;
        const column = actual.find(({ columnName }) => columnName === field);
        if (column === undefined) {
          const all = actual.map(({ columnName }) => columnName).join(', ');
          return [
            `${at} must be a column as the source spells it now (${all}); say so in \`keys\` of the pipeline, got: ${field}`,
          ];
        }
        const arrives = formOf(column);
        return arrives === form
          ? []
          : [
              `${at} must be of the type that ${field} arrives as, ${arrives === undefined ? 'which is none that a key can have' : WORDS[arrives]}; declare the column as such before its table of items is made, got: ${WORDS[form]} for ${column.columnType}`,
            ];
      });
}

/** @returns undefined for what is true or false */
export function mysqlKeyForm({ dataType, columnType }: SourceColumn): KeyForm | undefined {
  if (columnType === 'bit(1)') {
    return undefined;
  }
  // More than 63 bits are told as text.
  const isLong = dataType === 'bigint' && columnType.includes('unsigned');
  return NUMBERS.includes(dataType) && !isLong ? 'N' : 'S';
}
