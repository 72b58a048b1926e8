import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { canonicalValue, type Form } from '../../proofs/canonical-value';
import type { CapturedTable } from '../../proofs/captured/captured-tables';
import type { SourceTable } from '../../proofs/captured/source-table';
import { type Row, type Rows, rowKey } from '../../proofs/rows';

const COLUMNS_SQL = readFileSync(join(__dirname, 'sql', 'source-columns.sql'), 'utf8');
const ROWS_SQL = readFileSync(join(__dirname, 'sql', 'table-rows.sql'), 'utf8');

const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ...['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal', 'year'].map((type) => [type, 'number'] as const),
  ...['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'].map((type) => [type, 'bytes'] as const),
  ...[
    'geometry',
    'point',
    'linestring',
    'polygon',
    'multipoint',
    'multilinestring',
    'multipolygon',
    'geometrycollection',
    'geomcollection',
  ].map((type) => [type, 'geometry'] as const),
  ['float', 'six digits'],
  ['double', 'double'],
  ['date', 'date'],
  ['datetime', 'timestamp'],
  ['timestamp', 'timestamp'],
  ['json', 'json'],
]);

interface MysqlTable extends SourceTable {
  /** Of its columns, in their order. */
  readonly expressions: readonly string[];
}

/**
 * The form of a type's values.
 *
 * @param type `DATA_TYPE` of the catalog, in lower case
 * @param bits of a `bit` column
 */
export function mysqlForm(type: string, bits = 0): Form {
  if (type === 'bit') return bits === 1 ? 'number' : 'bytes';
  return FORMS.get(type) ?? 'text';
}

/** @param excluded columns that are not captured */
export async function describeSource(
  connection: Connection,
  table: CapturedTable,
  excluded: readonly string[] = [],
): Promise<MysqlTable> {
  const [rows] = await connection.query<RowDataPacket[]>(COLUMNS_SQL, [table.schema, table.table]);
  const columns = rows.map((row) => ({
    name: String(row['name']),
    type: String(row['type']),
    bits: Number(row['bits']),
    place: row['key_place'] === null ? undefined : Number(row['key_place']),
  }));
  const key = columns.filter(({ place }) => place !== undefined).sort((a, b) => Number(a.place) - Number(b.place));
  // MySQL takes the name of a column in any case.
  const isExcluded = (name: string): boolean => excluded.some((other) => other.toLowerCase() === name.toLowerCase());
  const captured = columns.filter(({ name }) => !isExcluded(name));
  return {
    ...table,
    columns: captured.map(({ name, type, bits }) => ({ name, form: mysqlForm(type, bits) })),
    expressions: captured.map(({ name, type, bits }) => expression(mysql.escapeId(name, true), type, bits)),
    key: key.map(({ name }) => name),
  };
}

/** Every row of a table, canonical. */
export async function readSource(
  connection: Connection,
  { schema, table, columns, expressions, key }: MysqlTable,
): Promise<Rows> {
  const [rows] = await connection.query<RowDataPacket[][]>({
    sql: ROWS_SQL.replace('{{values}}', () => expressions.join(', ')),
    values: [schema, table],
    rowsAsArray: true,
    // No value is anything but what the server spells.
    typeCast: (field: { string(encoding: string): string | null }) => field.string('utf8'),
  } as never);
  const places = key.map((name) => columns.findIndex((column) => column.name === name));
  return new Map(
    (rows as unknown as (string | null)[][]).map((texts) => {
      const row: Row = columns.map((column, i) => canonicalValue(column, texts[i] ?? null));
      return [rowKey(places.map((place) => row[place])), row];
    }),
  );
}

/** Bytes as Base64, the way that events have them; everything else as the server spells it. */
function expression(column: string, type: string, bits: number): string {
  if (type === 'bit') {
    const digits = 2 * Math.ceil(bits / 8);
    return bits === 1 ? `${column} + 0` : `TO_BASE64(UNHEX(LPAD(HEX(${column} + 0), ${digits}, '0')))`;
  }
  return ['bytes', 'geometry'].includes(String(mysqlForm(type))) ? `TO_BASE64(${column})` : column;
}
