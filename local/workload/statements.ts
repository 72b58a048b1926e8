import { readAsText } from './draw-value';
import type { Row } from './kept-rows';
import type { Column, ForeignKey, TableId, TableShape } from './table-shape';

/** Statements as every server takes them, once names are quoted as it wants. */
export class Statements {
  /** @param quoteName quotes a name, whatever it holds */
  constructor(private readonly quoteName: (name: string) => string) {}

  /** @param columns that every row has a value for */
  insert(table: TableId, columns: readonly string[], rows: readonly Row[], verb = 'INSERT'): string {
    const tuples = rows.map((row) => `(${columns.map((column) => row.get(column)).join(', ')})`);
    return `${verb} INTO ${this.quoteTable(table)} (${this.names(columns)}) VALUES ${tuples.join(', ')}`;
  }

  update(shape: TableShape, set: Row, rows: readonly Row[]): string {
    const assignments = [...set].map(([column, value]) => `${this.quoteName(column)} = ${value}`);
    return `UPDATE ${this.quoteTable(shape)} SET ${assignments.join(', ')} WHERE ${this.areRows(shape, rows)}`;
  }

  delete(shape: TableShape, rows: readonly Row[]): string {
    return `DELETE FROM ${this.quoteTable(shape)} WHERE ${this.areRows(shape, rows)}`;
  }

  /** Reads the values of columns as text, of some rows by their key. */
  read(shape: TableShape, columns: readonly Column[], most: number): string {
    const values = columns.map(readAsText).join(', ');
    return `SELECT ${values} FROM ${this.quoteTable(shape)} ORDER BY ${this.names(shape.primaryKey)} LIMIT ${most}`;
  }

  /** How many of these rows are there, by their key as the server compares it. */
  count(shape: TableShape, rows: readonly Row[]): string {
    return `SELECT COUNT(*) FROM ${this.quoteTable(shape)} WHERE ${this.areRows(shape, rows)}`;
  }

  /** One row with a column for each of `rows`: whether any row of any table refers to it, as 1 or 0. */
  referred(referencedBy: readonly ForeignKey[], rows: readonly Row[]): string {
    const answers = rows.map((row, at) => {
      const children = referencedBy.map(({ child, columns, referenced }) => {
        const same = columns.map(
          (column, part) => `${this.quoteName(column)} = ${row.get(referenced[part] ?? '') ?? 'NULL'}`,
        );
        return `EXISTS (SELECT 1 FROM ${this.quoteTable(child)} WHERE ${same.join(' AND ')})`;
      });
      return `CASE WHEN ${children.join(' OR ')} THEN 1 ELSE 0 END AS row${at}`;
    });
    return `SELECT ${answers.join(', ')}`;
  }

  names(columns: readonly string[]): string {
    return columns.map(this.quoteName).join(', ');
  }

  private quoteTable({ schema, table }: TableId): string {
    return `${this.quoteName(schema)}.${this.quoteName(table)}`;
  }

  private areRows({ primaryKey }: TableShape, rows: readonly Row[]): string {
    const [only] = primaryKey;
    if (only !== undefined && primaryKey.length === 1) {
      return `${this.quoteName(only)} IN (${rows.map((row) => row.get(only)).join(', ')})`;
    }
    return rows
      .map((row) => `(${primaryKey.map((column) => `${this.quoteName(column)} = ${row.get(column)}`).join(' AND ')})`)
      .join(' OR ');
  }
}
