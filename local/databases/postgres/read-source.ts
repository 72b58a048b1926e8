import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, escapeIdentifier } from 'pg';
import { parse as parseArray } from 'postgres-array';
import { canonicalValue, type Form, type ScalarForm } from '../../proofs/canonical-value';
import type { CapturedTable } from '../../proofs/captured/captured-tables';
import type { SourceTable } from '../../proofs/captured/source-table';
import { type Row, type Rows, rowKey } from '../../proofs/rows';
import { select } from './connect-postgres';

const COLUMNS_SQL = readFileSync(join(__dirname, 'sql', 'source-columns.sql'), 'utf8');

const FORMS: ReadonlyMap<string, ScalarForm> = new Map<string, ScalarForm>([
  ...['bool', 'int2', 'int4', 'int8', 'oid', 'numeric'].map((type) => [type, 'number'] as const),
  ['float4', 'real'],
  ['float8', 'double'],
  ['date', 'date'],
  ['time', 'time'],
  ['timestamp', 'timestamp'],
  ['timestamptz', 'timestamp'],
  ['interval', 'interval'],
  ['money', 'number'],
  ...['point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle'].map((type) => [type, 'figure'] as const),
  ['jsonb', 'json'],
  ['bytea', 'bytes'],
]);

/** Elements that are told as numbers, of which each has several spellings. */
const NUMBERS = ['bool', 'int2', 'int4', 'int8', 'oid', 'float4', 'float8'];

/** Truth values of an array, as the server spells them. */
const TRUTHS: Readonly<Record<string, string>> = { t: 'true', f: 'false' };

interface PostgresTable extends SourceTable {
  /** Of its columns, in their order. */
  readonly expressions: readonly string[];
}

/**
 * The form of a type's values.
 *
 * @param type name in `pg_type`, of a domain that of its base
 * @param element the same of an array's elements, which are told as the server spells them
 * @param columnType with its length
 */
export function postgresForm(type: string, element: string | null, columnType = type): Form {
  // One bit is a truth value.
  if (columnType === 'bit(1)') return 'number';
  if (element === null) return FORMS.get(type) ?? 'text';
  return { listOf: NUMBERS.includes(element) ? (FORMS.get(element) ?? 'text') : 'text' };
}

/** @param excluded columns that are not captured */
export async function describeSource(
  client: Client,
  table: CapturedTable,
  excluded: readonly string[] = [],
): Promise<PostgresTable> {
  const rows = await select(client, COLUMNS_SQL, [table.schema, table.table]);
  const columns = rows.map(([name, type, element, place, columnType]) => ({
    name: String(name),
    type: String(type),
    form: postgresForm(String(type), element ?? null, String(columnType)),
    place: place === null ? undefined : Number(place),
  }));
  const key = columns.filter(({ place }) => place !== undefined).sort((a, b) => Number(a.place) - Number(b.place));
  const captured = columns.filter(({ name }) => !excluded.includes(name));
  return {
    ...table,
    columns: captured.map(({ name, form }) => ({ name, form })),
    expressions: captured.map(({ name, form, type }) => expression(escapeIdentifier(name), form, type)),
    key: key.map(({ name }) => name),
  };
}

/** Every row of a table, canonical. */
export async function readSource(
  client: Client,
  { schema, table, columns, expressions, key }: PostgresTable,
): Promise<Rows> {
  const from = `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
  const rows = await select(client, `SELECT ${expressions.join(', ')} FROM ${from}`);
  const places = key.map((name) => columns.findIndex((column) => column.name === name));
  return new Map(
    rows.map((texts) => {
      const row: Row = columns.map((column, i) => canonicalValue(column, listed(column.form, texts[i] ?? null)));
      return [rowKey(places.map((place) => row[place])), row];
    }),
  );
}

/** Lists as JSON, the way that events have them. */
function listed(form: Form, text: string | null): string | null {
  if (typeof form === 'string' || text === null) return text;
  const spelled =
    form.listOf === 'number' ? (element: string) => TRUTHS[element] ?? element : (element: string) => element;
  return JSON.stringify(parseArray(text, spelled));
}

/** Bytes as Base64, the way that events have them; everything else as the server spells it. */
function expression(column: string, form: Form, type: string): string {
  // An amount without its currency.
  if (type === 'money') return `${column}::numeric`;
  // Semicolons are between boxes, and commas within them.
  if (type === '_box') return `${column}::text[]`;
  if (type === 'bool') return `${column}::text`;
  if (form === 'bytes') return `encode(${column}, 'base64')`;
  return column;
}
