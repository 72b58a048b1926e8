import type { IcebergTableModel } from '../../model/iceberg-sink';
import type { QueryResult } from '../../servers/local-server';
import { compareRows, type Row, type RowDifference } from '../rows';
import { quoted } from '../tables/engine-sql';
import { type LogColumn, logColumns, placeColumns } from './log-columns';
import { comparedText, expectedText, type LoggedRow } from './logged-row';

const SIDES = ['topic', 'table'] as const;

/** Rows of one table, by the places of their records. */
export type LoggedRows = ReadonlyMap<string, LoggedRow>;

/** What is compared of a table, and the statement that tells it. */
export interface LogLayout {
  readonly columns: readonly LogColumn[];
  readonly statement: string;
}

export function logLayout(
  { name, columns: declared, enveloped }: IcebergTableModel,
  rows: Iterable<LoggedRow>,
): LogLayout {
  const undeclared = new Set([...rows].flatMap((row) => row.undeclared));
  const columns = logColumns(declared, undeclared, enveloped);
  const texts = [...placeColumns(enveloped), ...columns].map(({ text }) => text);
  return { columns, statement: `SELECT ${texts.join(', ')} FROM ${quoted(name)}` };
}

/** The places of the records that the rows of a table say they are of, one for each row. */
export function placesOf({ rows }: QueryResult): string[] {
  return rows.map(([partition, offset]) => `${partition}/${offset}`);
}

/**
 * Sets a table's rows against the records: each is there once, with the values that it has.
 *
 * @param told what the layout's statement told
 */
export function compareLog(expected: LoggedRows, { columns }: LogLayout, told: QueryResult): RowDifference {
  const names = columns.map(({ name }) => name);
  const wanted = new Map<string, Row>(
    [...expected].map(([place, row]) => [place, columns.map((column) => expectedText(column, row))]),
  );
  const found = new Map<string, Row>();
  const places = placesOf(told);
  told.rows.forEach(([, , ...texts], i) => {
    const place = places[i] ?? '';
    const row = columns.map((column, at) => comparedText(column, textAt(texts, at), expected.get(place)));
    found.set(unusedName(place, found), row);
  });
  return compareRows(wanted, found, names, SIDES);
}

function textAt(texts: readonly unknown[], at: number): string | null {
  const text = texts[at] ?? null;
  return text === null ? null : String(text);
}

/** A record's second row is none of the topic. */
function unusedName(place: string, known: ReadonlyMap<string, unknown>): string {
  if (!known.has(place)) return place;
  for (let times = 2; ; times += 1) {
    const name = `${place}, row ${times} of this record`;
    if (!known.has(name)) return name;
  }
}
