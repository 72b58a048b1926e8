import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, escapeIdentifier } from 'pg';
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
  ['timetz', 'time'],
  ['timestamp', 'timestamp'],
  ['timestamptz', 'timestamp'],
  ['json', 'json'],
  ['jsonb', 'json'],
  ['bytea', 'bytes'],
]);

interface PostgresTable extends SourceTable {
  /** Of its columns, in their order. */
  readonly expressions: readonly string[];
}

/**
 * The form of a type's values.
 *
 * @param type name in `pg_type`, of a domain that of its base
 * @param element the same of an array's elements
 */
export function postgresForm(type: string, element: string | null): Form {
  const scalar = (name: string): ScalarForm => FORMS.get(name) ?? 'text';
  return element === null ? scalar(type) : { listOf: scalar(element) };
}

/** @param excluded columns that are not captured */
export async function describeSource(
  client: Client,
  table: CapturedTable,
  excluded: readonly string[] = [],
): Promise<PostgresTable> {
  const rows = await select(client, COLUMNS_SQL, [table.schema, table.table]);
  const columns = rows.map(([name, type, element, place]) => ({
    name: String(name),
    form: postgresForm(String(type), element ?? null),
    place: place === null ? undefined : Number(place),
  }));
  const key = columns.filter(({ place }) => place !== undefined).sort((a, b) => Number(a.place) - Number(b.place));
  const captured = columns.filter(({ name }) => !excluded.includes(name));
  return {
    ...table,
    columns: captured.map(({ name, form }) => ({ name, form })),
    expressions: captured.map(({ name, form }) => expression(escapeIdentifier(name), form)),
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
      const row: Row = columns.map((column, i) => canonicalValue(column, texts[i] ?? null));
      return [rowKey(places.map((place) => row[place])), row];
    }),
  );
}

/** Bytes as Base64 and lists as JSON, the way that events have them; everything else as the server spells it. */
function expression(column: string, form: Form): string {
  if (form === 'bytes') return `encode(${column}, 'base64')`;
  return typeof form === 'string' ? column : `to_json(${column}::text[])::text`;
}
