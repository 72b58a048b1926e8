import type { WarehouseColumnModel, WarehouseTableModel } from '../../model/platform';
import type { QueryResult } from '../../servers/local-server';
import { canonicalValue } from '../canonical-value';
import { compareRows, type Row, type RowDifference, type Rows, rowKey } from '../rows';
import type { SourceRows } from '../source-log';

const SIDES = ['source', 'warehouse'] as const;

/** Of a row's last change in the source's log. */
const POSITION = '"__position"';

/** What a statement says a text of, as events spell it. */
const TEXTS: Readonly<Record<string, (column: string) => string>> = {
  BOOLEAN: (column) => `CASE WHEN ${column} THEN 'true' WHEN NOT ${column} THEN 'false' END`,
  BINARY: (column) => `FROM_VARBYTE(${column}, 'base64')`,
};

/** The statement that tells every row of a table: its columns as texts, and its position last. */
export function rowsStatement({ schema, table, columns }: WarehouseTableModel): string {
  const texts = columns.map(({ name, type }) => {
    const column = quoted(name);
    return `${TEXTS[type]?.(column) ?? `CAST(${column} AS VARCHAR(65535))`} AS ${column}`;
  });
  return `SELECT ${[...texts, POSITION].join(', ')} FROM ${quoted(schema)}.${quoted(table)}`;
}

/**
 * Sets the rows of a warehouse's table against those of its source: those columns that are declared and that the source has.
 *
 * @param told what `rowsStatement` told
 */
export function compareWarehouse(
  { table: source, rows }: SourceRows,
  model: WarehouseTableModel,
  told: QueryResult,
): RowDifference & { readonly problems: readonly string[] } {
  const pairs = source.columns.flatMap((column, place) => {
    const at = model.columns.findIndex((declared) => isFedBy(declared, column.name));
    return at === -1 ? [] : [{ column, place, at }];
  });
  const keys = source.key.map((name) => pairs.findIndex(({ column }) => column.name === name));
  if (keys.includes(-1)) {
    const problems = [`the key of the source, ${source.key.join(', ')}, must be among the columns of the table`];
    return { count: 0, examples: [], problems };
  }
  const keyOf = (row: Row): string => rowKey(keys.map((place) => row[place]));
  const expected: Rows = new Map(
    [...rows.values()].map((row) => {
      const compared = pairs.map(({ place }) => row[place]);
      return [keyOf(compared), compared];
    }),
  );
  const actual = told.rows.map((texts) =>
    pairs.map(({ column, at }) => canonicalValue(column, texts[at] === null ? null : String(texts[at]))),
  );
  const found = new Map(actual.map((row) => [keyOf(row), row]));
  const names = pairs.map(({ column }) => column.name);
  const twice = actual.length - found.size;
  return {
    ...compareRows(expected, found, names, SIDES),
    problems: twice === 0 ? [] : [`${twice} rows have the key of another`],
  };
}

/** Names that differ in case only are one name. */
function isFedBy({ sources }: WarehouseColumnModel, column: string): boolean {
  return sources.some((source) => source.toLowerCase() === column.toLowerCase());
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
