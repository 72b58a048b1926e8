import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, DEFAULT_TRUNCATE_POLICY } from '../../connectors/dataset';
import {
  ATHENA,
  bare,
  flag,
  fragment,
  integer,
  list,
  literal,
  name,
  renderSql,
  type SqlValue,
} from '../core/render-sql';
import { type RawColumn, type RawTypes, rawColumns } from '../lake/raw-columns';

const SQL = join(__dirname, 'sql', 'view');
/** What Debezium writes for a value that the log left out, since it did not change. */
export const UNTOLD_WORD = '__debezium_unavailable_value';
const TEXT = { word: literal(UNTOLD_WORD) };
/** What lists that cannot hold the word hold instead: its letters by number, or as many truths. */
const LETTERS = [...Buffer.from(UNTOLD_WORD)];
const NUMBERS = fragment(file('word-numbers.sql'), {
  letters: list(LETTERS.map((letter) => ({ letter: integer(letter) }))),
});
/** How a column of a type has that word. Values of other types are in every change. */
const UNTOLD: Readonly<Record<string, SqlValue>> = {
  string: fragment(file('word-text.sql'), TEXT),
  binary: fragment(file('word-bytes.sql'), TEXT),
  'array<string>': fragment(file('word-list.sql'), TEXT),
  'array<boolean>': fragment(file('word-truths.sql'), { letters: integer(LETTERS.length) }),
  ...Object.fromEntries(['smallint', 'int', 'bigint', 'float', 'double'].map((type) => [`array<${type}>`, NUMBERS])),
};

/** What a view of the newest rows is made of. */
export interface LatestView {
  readonly view: string;
  /** The raw table, in the same database. */
  readonly table: string;
  readonly dataset: Dataset;
  readonly types?: RawTypes;
}

/**
 * Makes the view: of each key the newest row by its place in the source's log, unless it is deleted, whichever shape its changes
 * have.
 */
export function latestStatement({ view, table, dataset, types }: LatestView): string {
  const columns = rawColumns(dataset, types);
  return renderSql(
    file('010-latest.sql'),
    {
      view: bare(view),
      table: name(table),
      columns: list(columns.map(columnValues)),
      keys: list(dataset.keyColumns.map((key) => ({ key: name(key.toLowerCase()) }))),
      truncates: flag((dataset.truncate ?? DEFAULT_TRUNCATE_POLICY) !== 'ignore'),
    },
    ATHENA,
  ).trim();
}

/** Columns of the view that are the source's. */
export function latestColumns({ dataset, types }: Pick<LatestView, 'dataset' | 'types'>): string[] {
  return rawColumns(dataset, types).map((column) => column.name);
}

function columnValues({ name: column, recordNames, type }: RawColumn): Record<string, SqlValue> {
  const word = UNTOLD[type.toLowerCase().replaceAll(' ', '')];
  return {
    column: name(column),
    names: list(recordNames.map((each) => ({ name: name(each) }))),
    plain: flag(word === undefined),
    untold: list(word === undefined ? [] : [{ word }]),
  };
}

function file(path: string): string {
  return readFileSync(join(SQL, path), 'utf8');
}
