import { type ColumnType, columnTypeProblem } from './column-type';

/** A column of tables that are made of a captured one: its type, or more where the source calls it otherwise or lost it. */
export type DatasetColumn = ColumnType | DatasetColumnDetails;

export interface DatasetColumnDetails {
  /** Spark SQL type that holds every value of the column. */
  readonly type: ColumnType;
  /**
   * What the column is or was called in the source where that is another name than its own: after a renaming there, or
   * where the source's name is none that the lake can have. Its own name counts as well.
   */
  readonly from?: string | readonly string[];
  /** The source no longer has the column: values that rows have stay, new rows get none. */
  readonly dropped?: true;
}

/** What has names in the source as well: a `DatasetColumn`, also one that was read from text. */
type SourceColumnNames = string | { readonly from?: string | readonly string[] };

/** What names of columns begin with that the lake has besides the source's. */
export const RESERVED_PREFIX = '__';

/** What a column may be called in the lake: what every engine there takes unquoted. */
export const COLUMN_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
/** What MySQL (64 characters) and PostgreSQL (63 bytes) can call a column. */
const MAX_SOURCE_NAME = 64;
const NUL = '\u0000';

/** Spark SQL type of a column. */
export function columnType(column: DatasetColumn): ColumnType {
  return typeof column === 'string' ? column : column.type;
}

/** Every name that a column has or had in the source, its own first. Names that differ in case only are one name. */
export function sourceNames(name: string, column: SourceColumnNames): string[] {
  const from = typeof column === 'string' ? [] : [column.from ?? []].flat();
  const names = [name, ...from];
  const spelled = names.map((one) => one.toLowerCase());
  return names.filter((one, index) => spelled.indexOf(one.toLowerCase()) === index);
}

/**
 * Every rule that the columns break, as `property rule, got: value` sentences; empty when they are sound.
 *
 * @param at path of the columns, without quotes
 */
export function columnProblems(
  at: string,
  keyColumns: readonly string[],
  columns: Readonly<Record<string, DatasetColumn>>,
): string[] {
  if (Object.keys(columns).length === 0) {
    return [`\`${at}\` must declare at least one column: types of values are never guessed at, got: {}`];
  }
  return [
    ...keyProblems(at, keyColumns, columns),
    ...nameProblems(at, Object.keys(columns)),
    ...Object.entries(columns).flatMap(([name, column]) => {
      const problem = columnTypeProblem(columnType(column));
      return problem === undefined ? [] : [`\`${at}.${name}\` ${problem}`];
    }),
    ...sourceNameProblems(at, columns),
  ];
}

function keyProblems(
  at: string,
  keyColumns: readonly string[],
  columns: Readonly<Record<string, DatasetColumn>>,
): string[] {
  return keyColumns.flatMap((name) => {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (column === undefined) {
      return [`\`${at}\` must declare every column of \`keyColumns\`, got none for: ${name}`];
    }
    return typeof column !== 'string' && column.dropped === true
      ? [`\`${at}.${name}.dropped\` must not be said of a key column, without which no change can be merged, got: true`]
      : [];
  });
}

function nameProblems(at: string, names: readonly string[]): string[] {
  const spelled = names.map((name) => name.toLowerCase());
  return [
    ...names
      .filter((name) => !COLUMN_NAME.test(name))
      .map(
        (name) => `\`${at}\` must be named by a letter or _ followed by up to 62 letters, digits or _, got: ${name}`,
      ),
    ...names
      .filter((name) => name.startsWith(RESERVED_PREFIX))
      .map(
        (name) =>
          `\`${at}\` must not begin with ${RESERVED_PREFIX}, which is kept for columns of the lake, got: ${name}`,
      ),
    ...names
      .filter((name, index) => spelled.indexOf(name.toLowerCase()) !== index)
      .map((name) => `\`${at}\` must differ in more than case, for the catalog has lower case only, got: ${name}`),
  ];
}

/** Of two columns that are fed by one, nobody could say which has the value. MySQL does not care about case. */
function sourceNameProblems(at: string, columns: Readonly<Record<string, DatasetColumn>>): string[] {
  const owners = new Map(Object.keys(columns).map((name) => [name.toLowerCase(), name]));
  return Object.entries(columns).flatMap(([name, column]) =>
    sourceNames(name, column)
      .slice(1)
      .flatMap((source) => {
        const property = `\`${at}.${name}.from\``;
        if (source === '' || source.length > MAX_SOURCE_NAME || source.includes(NUL)) {
          return [`${property} must be 1 to ${MAX_SOURCE_NAME} characters without NUL, got: ${JSON.stringify(source)}`];
        }
        const owner = owners.get(source.toLowerCase());
        if (owner !== undefined) {
          return [`${property} must name nothing that feeds another column, ${owner} here, got: ${source}`];
        }
        owners.set(source.toLowerCase(), name);
        return [];
      }),
  );
}

/**
 * Every rule that a choice of columns to leave out breaks, as `property rule, got: value` sentences.
 *
 * @param at path of the table, without quotes
 */
export function excludedColumnProblems(
  at: string,
  excluded: readonly string[],
  columns: Readonly<Record<string, DatasetColumn>>,
): string[] {
  const declared = Object.entries(columns).flatMap(([name, column]) => sourceNames(name, column));
  const spelled = new Set(declared.map((name) => name.toLowerCase()));
  return excluded.flatMap((name, index) => [
    ...(name === '' || name.length > MAX_SOURCE_NAME || name.includes(NUL)
      ? [
          `\`${at}.excludedColumns\` must be 1 to ${MAX_SOURCE_NAME} characters without NUL, got: ${JSON.stringify(name)}`,
        ]
      : []),
    ...(spelled.has(name.toLowerCase())
      ? [`\`${at}.excludedColumns\` must not be a column that is declared, got: ${name}`]
      : []),
    ...(excluded.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index
      ? []
      : [`\`${at}.excludedColumns\` must name each column once, got twice: ${name}`]),
  ]);
}
