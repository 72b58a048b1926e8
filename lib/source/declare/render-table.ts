import type { Table } from '../../../connectors/dataset';
import { columnType, sourceNames } from '../../../connectors/dataset-column';
import { typeRemark } from './best-type';
import type { DescribedTable } from './described-table';

/** A file of a database without tables. */
export function emptyTablesFile(database: string): string {
  return `import type { Table } from '../../../connectors/dataset';

/**
 * Tables of the database \`${database}\`, by the keys that captures and pipelines refer to. \`npm run tables\` adds what is new in
 * the source, and changes nothing that stands here.
 */
export const ${constantName(database)} = {
} as const satisfies Record<string, Table>;
`;
}

/** What the tables of a database are called in TypeScript: `order-db` and `orderDb` are ORDER_DB. */
export function constantName(database: string): string {
  return database
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();
}

/** A table as a property of that object. */
export function renderEntry(key: string, table: Table, described: DescribedTable): string {
  const lines = [
    `schema: ${text(table.schema)},`,
    `table: ${text(table.table)},`,
    ...(table.lakeName === undefined ? [] : [`lakeName: ${text(table.lakeName)},`]),
    `keyColumns: [${table.keyColumns.map(text).join(', ')}],`,
    ...(table.foreignKeyCascades === undefined ? [] : [`foreignKeyCascades: ${text(table.foreignKeyCascades)},`]),
    'columns: {',
    renderColumns(table.columns, described),
    '},',
    ...(table.excludedColumns === undefined
      ? []
      : [`excludedColumns: [${table.excludedColumns.map(text).join(', ')}],`]),
  ];
  return `${key}: {\n${lines.join('\n')}\n},\n`;
}

/** Columns as properties of `columns`, a line each. */
export function renderColumns(declared: Table['columns'], { columns, types }: DescribedTable): string {
  return Object.entries(declared)
    .map(([name, column]) => {
      const names = sourceNames(name, column).map((each) => each.toLowerCase());
      const source = columns.find(({ columnName }) => names.includes(columnName.toLowerCase()));
      const remark = source === undefined ? undefined : typeRemark(source, types);
      const value =
        typeof column === 'string'
          ? text(column)
          : `{ type: ${text(columnType(column))}, from: ${text([column.from ?? []].flat().join())} }`;
      return `${text(name)}: ${value},${remark === undefined ? '' : ` // ${remark}`}\n`;
    })
    .join('');
}

/** As a literal of TypeScript; the formatter chooses its quotes. */
function text(value: string): string {
  return JSON.stringify(value);
}
