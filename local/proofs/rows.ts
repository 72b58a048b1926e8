/** Rows of a table by key: each the canonical text of its columns, in the order in which both sides name them. */
export type Rows = ReadonlyMap<string, Row>;

export type Row = readonly (string | null | undefined)[];

/** How two tables differ, row by row. */
export interface RowDifference {
  /** Rows that are in one of them only, or others there. */
  readonly count: number;
  /** A sentence for each of the first ones, with key and both rows. */
  readonly examples: readonly string[];
}

const MAX_EXAMPLES = 10;
const MAX_VALUE = 60;

/** By which rows are told apart; a text that no two keys share. */
export function rowKey(values: Row): string {
  return JSON.stringify(values.map((value) => (value === undefined ? { missing: true } : value)));
}

/**
 * @param columns names of the rows' values
 * @param names what to call the two sides
 */
export function compareRows(
  expected: Rows,
  actual: Rows,
  columns: readonly string[],
  names: readonly [string, string],
): RowDifference {
  const examples: string[] = [];
  let count = 0;
  const found = (sentence: () => string): void => {
    count += 1;
    if (examples.length < MAX_EXAMPLES) examples.push(sentence());
  };
  for (const [key, row] of expected) {
    const other = actual.get(key);
    if (other === undefined)
      found(() => `${key}: ${names[0]} has ${describe(row, columns)}, ${names[1]} has no such row`);
    else if (!sameRow(row, other)) found(() => `${key}: ${describeChange(row, other, columns, names)}`);
  }
  for (const [key, row] of actual) {
    if (!expected.has(key))
      found(() => `${key}: ${names[1]} has ${describe(row, columns)}, ${names[0]} has no such row`);
  }
  return { count, examples };
}

function sameRow(one: Row, other: Row): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}

function describe(row: Row, columns: readonly string[]): string {
  return row.map((value, i) => `${columns[i]}=${shown(value)}`).join(' ');
}

function describeChange(
  row: Row,
  other: Row,
  columns: readonly string[],
  [first, second]: readonly [string, string],
): string {
  const different = columns.flatMap((column, i) => (row[i] === other[i] ? [] : [[column, row[i], other[i]] as const]));
  const side = (index: 1 | 2): string => different.map((entry) => `${entry[0]}=${shown(entry[index])}`).join(' ');
  return `${first} has ${side(1)}, ${second} has ${side(2)}`;
}

function shown(value: Row[number]): string {
  if (value === undefined) return '(no such column)';
  if (value === null) return 'NULL';
  return JSON.stringify(
    value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}… (${value.length} characters)` : value,
  );
}
