import { canonicalValue, type SourceColumn } from '../canonical-value';
import { compareRows, type Row, type RowDifference, rowKey } from '../rows';
import type { SourceRows } from '../source-log';
import { attributeAt, attributeText, type Item, isTombstone, OWN_PREFIX } from './attribute-text';

/** A table of items, set against the rows that it is to hold. */
export interface ItemDifference extends RowDifference {
  /** Of the source. */
  readonly rows: number;
  /** That every item has. */
  readonly attributes: readonly string[];
  /** Sentences about what keeps the two from being compared row by row. */
  readonly problems: readonly string[];
}

/** How a sink lays a row out. */
export interface ItemLayout {
  /** Names of the table's key. */
  readonly key: readonly string[];
  /** What stands between the names of members that were made one; undefined where they lie in each other. */
  readonly delimiter: string | undefined;
}

const SIDES = ['source', 'item'] as const;

/** Sets items against rows: one item for each row, with the row's values and no others; those that stand for rows that are gone are none. */
export function compareItems({ table, rows }: SourceRows, items: readonly Item[], layout: ItemLayout): ItemDifference {
  const columns = table.columns.map((column) => ({ column, path: pathOf(column, layout) }));
  const places = layout.key.map((name) => columns.findIndex(({ path }) => path.length === 1 && path[0] === name));
  const unknown = layout.key.filter((_, i) => places[i] === -1);
  if (unknown.length > 0) {
    const problems = [`the key of the table must be columns of its source, got: ${unknown.join(', ')}`];
    return { rows: rows.size, attributes: [], problems, count: rows.size, examples: [] };
  }
  const keyOf = (row: Row): string => rowKey(places.map((place) => row[place]));
  const expected = new Map([...rows.values()].map((row) => [keyOf(row), row]));
  const live = items.filter((item) => !isTombstone(item));
  const actual = new Map(
    live.map((item) => {
      const row = columns.map(({ column, path }) => canonicalValue(column, attributeText(attributeAt(item, path))));
      return [keyOf(row), row] as const;
    }),
  );
  const { count, examples } = compareRows(
    expected,
    actual,
    table.columns.map(({ name }) => name),
    SIDES,
  );
  const problems = [
    ...(expected.size === rows.size ? [] : [`${rows.size - expected.size} rows have the key of another`]),
    ...strangers(
      live,
      columns.map(({ path }) => path[0] ?? ''),
    ),
  ];
  return { rows: rows.size, attributes: commonAttributes(live), problems, count, examples };
}

function commonAttributes([first, ...others]: readonly Item[]): string[] {
  return Object.keys(first ?? {}).filter((name) => others.every((item) => item[name] !== undefined));
}

function pathOf({ name, path = [name] }: SourceColumn, { delimiter }: ItemLayout): readonly string[] {
  return delimiter === undefined ? path : [path.join(delimiter)];
}

/** Attributes that are no column's. */
function strangers(items: readonly Item[], known: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of items.flatMap((item) => Object.keys(item))) {
    if (!known.includes(name) && !name.startsWith(OWN_PREFIX)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} items have ${name}, which the source has not`);
}
