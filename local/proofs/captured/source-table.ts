import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';

import { canonicalValue, type SourceColumn } from '../canonical-value';
import { type Row, type Rows, rowKey } from '../rows';
import type { CapturedTable } from './captured-tables';

const COLUMNS_SQL = readFileSync(join(__dirname, 'sql', 'source-columns.sql'), 'utf8');
const ROWS_SQL = readFileSync(join(__dirname, 'sql', 'table-rows.sql'), 'utf8');

/** A captured table as its database describes it now. */
export interface SourceTable extends CapturedTable {
  /** Those that are captured. */
  readonly columns: readonly SourceColumn[];
  /** Names of the columns of the key, in its order. */
  readonly key: readonly string[];
}

/** Bytes as Base64, the way that events have them; everything else as the server spells it. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  bytes: 'TO_BASE64({{column}})',
  bits: "TO_BASE64(UNHEX(LPAD(HEX({{column}} + 0), {{digits}}, '0')))",
  bit: '{{column}} + 0',
};

/** @param excluded columns that are not captured, in lower case */
export async function describeSource(
  connection: Connection,
  table: CapturedTable,
  excluded: readonly string[] = [],
): Promise<SourceTable> {
  const [rows] = await connection.query<RowDataPacket[]>(COLUMNS_SQL, [table.schema, table.table]);
  const columns = rows.map((row) => ({
    name: String(row['name']),
    type: String(row['type']),
    precision: Number(row['bits']),
    place: row['key_place'] === null ? undefined : Number(row['key_place']),
  }));
  const key = columns.filter(({ place }) => place !== undefined).sort((a, b) => Number(a.place) - Number(b.place));
  return {
    ...table,
    columns: columns
      .filter(({ name }) => !excluded.includes(name.toLowerCase()))
      .map(({ name, type, precision }) => ({ name, type, precision })),
    key: key.map(({ name }) => name),
  };
}

/** Every row of a table, canonical. */
export async function readSource(connection: Connection, { schema, table, columns, key }: SourceTable): Promise<Rows> {
  const values = columns.map(expression).join(', ');
  const [rows] = await connection.query<RowDataPacket[][]>({
    sql: ROWS_SQL.replace('{{values}}', () => values),
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

function expression({ name, type, precision }: SourceColumn): string {
  const column = `\`${name.replaceAll('`', '``')}\``;
  const form = formOf(type, precision);
  if (form === undefined) return column;
  return (EXPRESSIONS[form] ?? '')
    .replace('{{column}}', () => column)
    .replace('{{digits}}', String(2 * Math.ceil(precision / 8)));
}

function formOf(type: string, precision: number): string | undefined {
  if (type === 'bit') return precision === 1 ? 'bit' : 'bits';
  const isBytes = /(binary|blob)$/.test(type) || /(geometry|point|linestring|polygon|collection)$/.test(type);
  return isBytes ? 'bytes' : undefined;
}
