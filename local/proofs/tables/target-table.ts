import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { QueryEngine } from '../../servers/local-server';
import { canonicalValue, roundedToMilliseconds } from '../canonical-value';
import type { SourceTable } from '../captured/source-table';
import { compareRows, type Row, type RowDifference, type Rows, rowKey } from '../rows';
import { type ComparedColumn, pairColumns } from './compared-columns';
import { fillSql, secondDigits, textLiteral, textOf } from './engine-sql';
import type { TargetTable } from './target-tables';

const read = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');
const COLUMNS_SQL = read('target-columns.sql');
const ROWS_SQL = read('target-rows.sql');
const MILLISECOND_DIGITS = 3;

/** A table of a job, set against the one that it is to equal. */
export interface TargetDifference extends RowDifference {
  readonly rows: number;
  /** Columns of the source that the target lacks. */
  readonly missing: readonly string[];
}

/** @param sourceRows canonical, in the order of the source's columns */
export async function compareTarget(
  source: SourceTable,
  sourceRows: Rows,
  engine: QueryEngine,
  target: TargetTable,
): Promise<TargetDifference> {
  const { columns, missing } = await comparedColumns(source, engine, target);
  // Of a table that no run has written yet, the engine knows no columns.
  if (columns.length === 0) return { rows: sourceRows.size, missing, count: sourceRows.size, examples: [] };
  const places = columns.map((column) => source.columns.findIndex(({ name }) => name === column.source));
  const keyPlaces = source.key.map((name) => columns.findIndex((column) => column.source === name));
  const expected = new NumberedRows();
  for (const row of sourceRows.values()) {
    const values = columns.map(({ targetType }, i) => shownAs(targetType, row[places[i] ?? -1] ?? null));
    expected.add(
      keyPlaces.map((place) => values[place]),
      values,
    );
  }
  const actual = await readTarget(source, columns, keyPlaces, engine, target);
  const expectedRows = expected.rows;
  const { count, examples } = compareRows(
    expectedRows,
    actual,
    columns.map((column) => column.source),
    ['source', 'table'],
  );
  return { rows: expectedRows.size, missing, count, examples };
}

/** Pairs of columns; a column of the source that the target lacks makes the two incomparable. */
async function comparedColumns(
  source: SourceTable,
  engine: QueryEngine,
  { database, name, columns: declared }: TargetTable,
): Promise<{ readonly columns: readonly ComparedColumn[]; readonly missing: readonly string[] }> {
  const sql = fillSql(COLUMNS_SQL, { database: textLiteral(database), table: textLiteral(name) });
  const { rows } = await engine.query(sql, database);
  const types = new Map(rows.map(([column, type]) => [String(column), String(type)]));
  return pairColumns(
    source.columns.map((column) => column.name),
    declared,
    types,
  );
}

async function readTarget(
  source: SourceTable,
  columns: readonly ComparedColumn[],
  keyPlaces: readonly number[],
  engine: QueryEngine,
  { database, name }: TargetTable,
): Promise<Rows> {
  const values = columns.map(({ target, targetType }) => textOf(target, targetType));
  const { rows } = await engine.query(fillSql(ROWS_SQL, { values: values.join(', '), table: `"${name}"` }), database);
  const described = columns.map((column) => source.columns.find((candidate) => candidate.name === column.source));
  const found = new NumberedRows();
  for (const texts of rows) {
    const row: Row = described.map((column, i) =>
      column === undefined ? undefined : canonicalValue(column, texts[i] === null ? null : String(texts[i])),
    );
    found.add(
      keyPlaces.map((place) => row[place]),
      row,
    );
  }
  return found.rows;
}

/** Rows of which several may have one key as an engine shows it, within a millisecond or by a mistake: these are numbered. */
class NumberedRows {
  private readonly byKey = new Map<string, Row[]>();

  add(keyValues: Row, row: Row): void {
    const key = rowKey(keyValues);
    const known = this.byKey.get(key);
    if (known === undefined) this.byKey.set(key, [row]);
    else known.push(row);
  }

  get rows(): Rows {
    const rows = new Map<string, Row>();
    for (const [key, alike] of this.byKey) {
      // In an order that both sides have.
      const sorted = alike.length === 1 ? alike : alike.toSorted((a, b) => (rowKey(a) < rowKey(b) ? -1 : 1));
      sorted.forEach((row, i) => {
        rows.set(i === 0 ? key : `${key} (${i + 1})`, row);
      });
    }
    return rows;
  }
}

/** Where the engine shows milliseconds only, it rounds to them. */
function shownAs(targetType: string, value: string | null): string | null {
  return value !== null && secondDigits(targetType) === MILLISECOND_DIGITS ? roundedToMilliseconds(value) : value;
}
