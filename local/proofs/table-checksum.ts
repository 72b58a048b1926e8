import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';

import type { QueryEngine } from '../servers/local-server';
import type { CapturedTable } from './captured-tables';
import { type ComparedColumn, pairColumns } from './compared-columns';
import type { TargetTable } from './target-tables';

const read = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');
const SOURCE_SQL = read('source-checksum.sql');
const SOURCE_COLUMNS_SQL = read('source-columns.sql');
const TARGET_SQL = read('target-checksum.sql');
const TARGET_COLUMNS_SQL = read('target-columns.sql');

/** Number of rows, and a sum over a hash of each, which no order of the rows changes. */
export interface TableChecksum {
  readonly rows: string;
  readonly checksum: string;
}

/** How a column's value becomes one text in both engines. */
interface Spelling {
  readonly source: (column: string) => string;
  readonly target: (column: string) => string;
}

const AS_IS: Spelling = { source: (c) => c, target: (c) => c };
const AS_TEXT: Spelling = { source: (c) => `CAST(${c} AS CHAR)`, target: (c) => `CAST(${c} AS VARCHAR)` };
/** Athena reads a Delta timestamp to the millisecond, whatever lies in the table, and rounds to it: half of one goes up. */
const AS_MILLISECONDS: Spelling = {
  source: (c) => `LEFT(DATE_FORMAT(${c} + INTERVAL 500 MICROSECOND, '%Y-%m-%d %H:%i:%s.%f'), 23)`,
  target: (c) => `CAST(CAST(${c} AT TIME ZONE 'UTC' AS TIMESTAMP(3)) AS VARCHAR)`,
};
const AS_DIGIT: Spelling = { source: (c) => `CAST(${c} AS CHAR)`, target: (c) => `IF(${c}, '1', '0')` };
const AS_BYTES: Spelling = { source: (c) => `HEX(${c})`, target: (c) => `TO_HEX(${c})` };

/** By the type that the target has; the source's values are spelled to match. */
function spelling(targetType: string): Spelling {
  if (targetType === 'varchar') return AS_IS;
  if (targetType === 'boolean') return AS_DIGIT;
  if (targetType === 'varbinary') return AS_BYTES;
  return targetType.startsWith('timestamp') ? AS_MILLISECONDS : AS_TEXT;
}

/** Pairs of columns; a column of the source that the target lacks makes the two incomparable. */
export async function comparedColumns(
  connection: Connection,
  { schema, table }: CapturedTable,
  engine: QueryEngine,
  { database, name, columns: declared }: TargetTable,
): Promise<{ readonly columns: readonly ComparedColumn[]; readonly missing: readonly string[] }> {
  const [rows] = await connection.query<RowDataPacket[]>(SOURCE_COLUMNS_SQL, [schema, table]);
  const described = await engine.query(
    fill(TARGET_COLUMNS_SQL, { database: literal(database), table: literal(name) }),
    database,
  );
  const types = new Map(described.rows.map(([column, type]) => [String(column), String(type)]));
  return pairColumns(
    rows.map((row) => String(row['name'])),
    declared,
    types,
  );
}

export async function sourceChecksum(
  connection: Connection,
  { schema, table }: CapturedTable,
  columns: readonly ComparedColumn[],
): Promise<TableChecksum> {
  const values = columns.map(({ source, targetType }) =>
    marked(
      spelling(targetType).source(`\`${source.replaceAll('`', '``')}\``),
      (parts) => `CONCAT(${parts.join(', ')})`,
    ),
  );
  const sql = fill(SOURCE_SQL, { values: values.join(', '), table: `\`${schema}\`.\`${table}\`` });
  const [[row]] = await connection.query<RowDataPacket[]>(sql);
  return { rows: String(row?.['row_count']), checksum: String(row?.['checksum']) };
}

export async function targetChecksum(
  engine: QueryEngine,
  { database, name }: TargetTable,
  columns: readonly ComparedColumn[],
): Promise<TableChecksum> {
  const values = columns.map(({ target, targetType }) =>
    marked(spelling(targetType).target(`"${target}"`), (parts) => parts.join(' || ')),
  );
  const sql = fill(TARGET_SQL, { values: values.join(', '), table: `"${name}"` });
  const { rows } = await engine.query(sql, database);
  return { rows: String(rows[0]?.[0]), checksum: String(rows[0]?.[1]) };
}

/** A text that tells a missing value from an empty one. */
function marked(text: string, join: (parts: string[]) => string): string {
  return `COALESCE(${join(["'='", text])}, '-')`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function fill(sql: string, values: Readonly<Record<string, string>>): string {
  return sql.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
