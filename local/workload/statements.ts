import mysql from 'mysql2';

import { readAsText } from './draw-value';
import type { Row } from './kept-rows';
import type { Column, ForeignKey, TableId, TableShape } from './table-shape';

/** Quotes a name, whatever it holds. */
function quoteName(name: string): string {
  return mysql.escapeId(name, true);
}

function quoteTable({ schema, table }: TableId): string {
  return `${quoteName(schema)}.${quoteName(table)}`;
}

/** @param columns that every row has a value for */
export function insertSql(
  verb: 'INSERT' | 'REPLACE',
  table: TableId,
  columns: readonly string[],
  rows: readonly Row[],
): string {
  const tuples = rows.map((row) => `(${columns.map((column) => row.get(column)).join(', ')})`);
  return `${verb} INTO ${quoteTable(table)} (${columns.map(quoteName).join(', ')}) VALUES ${tuples.join(', ')}`;
}

/** @param columns that a row which is there already takes from the new one */
export function upsertSql(
  table: TableId,
  columns: readonly string[],
  rows: readonly Row[],
  updated: readonly string[],
): string {
  const updates = updated.map(quoteName).map((name) => `${name} = VALUES(${name})`);
  return `${insertSql('INSERT', table, columns, rows)} ON DUPLICATE KEY UPDATE ${updates.join(', ')}`;
}

export function updateSql(shape: TableShape, set: Row, rows: readonly Row[]): string {
  const assignments = [...set].map(([column, value]) => `${quoteName(column)} = ${value}`);
  return `UPDATE ${quoteTable(shape)} SET ${assignments.join(', ')} WHERE ${areRows(shape, rows)}`;
}

export function deleteSql(shape: TableShape, rows: readonly Row[]): string {
  return `DELETE FROM ${quoteTable(shape)} WHERE ${areRows(shape, rows)}`;
}

/** Reads the values of columns as text, of some rows by their key. */
export function readSql(shape: TableShape, columns: readonly Column[], most: number): string {
  const values = columns.map(readAsText).join(', ');
  const order = shape.primaryKey.map(quoteName).join(', ');
  return `SELECT ${values} FROM ${quoteTable(shape)} ORDER BY ${order} LIMIT ${most}`;
}

/** How many of these rows are there, by their key as the server compares it. */
export function countSql(shape: TableShape, rows: readonly Row[]): string {
  return `SELECT COUNT(*) FROM ${quoteTable(shape)} WHERE ${areRows(shape, rows)}`;
}

/** One row with a column for each of `rows`: whether any row of any table refers to it. */
export function referredSql(referencedBy: readonly ForeignKey[], rows: readonly Row[]): string {
  const answers = rows.map((row, at) => {
    const children = referencedBy.map(({ child, columns, referenced }) => {
      const same = columns.map((column, part) => `${quoteName(column)} = ${row.get(referenced[part] ?? '') ?? 'NULL'}`);
      return `EXISTS (SELECT 1 FROM ${quoteTable(child)} WHERE ${same.join(' AND ')})`;
    });
    return `${children.join(' OR ')} AS row${at}`;
  });
  return `SELECT ${answers.join(', ')}`;
}

function areRows({ primaryKey }: TableShape, rows: readonly Row[]): string {
  const [only] = primaryKey;
  if (only !== undefined && primaryKey.length === 1) {
    return `${quoteName(only)} IN (${rows.map((row) => row.get(only)).join(', ')})`;
  }
  return rows
    .map((row) => `(${primaryKey.map((column) => `${quoteName(column)} = ${row.get(column)}`).join(' AND ')})`)
    .join(' OR ');
}
