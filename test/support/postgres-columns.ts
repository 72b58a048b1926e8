import { escapeLiteral } from 'pg';
import { POSTGRES_TYPES } from './postgres-types';

/** Rows that hold every value of every type. */
export const ROWS = Math.max(...POSTGRES_TYPES.map(({ values }) => values.length));
export const COLUMNS = POSTGRES_TYPES.map(({ type }, at) => `c${at} ${type}`).join(', ');
export const STRICT_COLUMNS = POSTGRES_TYPES.map(({ type }, at) => `c${at} ${type} NOT NULL`).join(', ');

/** A type with fewer values than others has its last one again. */
export function inserts(table: string, first: number): string[] {
  return Array.from({ length: ROWS }, (_, at) => {
    const values = POSTGRES_TYPES.map(({ values: all }) => escapeLiteral(all[Math.min(at, all.length - 1)] ?? ''));
    return `INSERT INTO ${table} VALUES (${first + at}, ${values.join(', ')})`;
  });
}

/** One of each kind of default that Debezium reads, or cannot. */
export const DEFAULTS = [
  "a text DEFAULT 'x'",
  'b integer DEFAULT 5',
  'c numeric(5,2) DEFAULT 1.5',
  "d date DEFAULT '2020-01-01'",
  "e timestamp DEFAULT '2020-01-01'",
  'f timestamptz DEFAULT now()',
  "g interval DEFAULT '1 day'",
  "h text[] DEFAULT '{a,b}'",
  "i integer[] DEFAULT '{1}'",
  "j mood DEFAULT 'sad'",
  "k bit(3) DEFAULT B'101'",
  'l boolean DEFAULT true',
  "m time DEFAULT '24:00'",
  'n uuid DEFAULT gen_random_uuid()',
  "o jsonb DEFAULT '{}'",
  "p bytea DEFAULT '\\x00'",
  "q int4range DEFAULT '[1,2)'",
  'r year DEFAULT 2006',
].join(', ');
/** Columns that have one. */
export const NULLS = DEFAULTS.split(' DEFAULT ').length - 1;

/** Values that are kept beside their rows, by the type of their column. */
const LONG_TYPES: Readonly<Record<string, string>> = {
  text: `(SELECT string_agg(md5(n::text), '') FROM generate_series(1, 300) AS n)`,
  jsonb: `(SELECT jsonb_agg(md5(n::text)) FROM generate_series(1, 300) AS n)`,
  bytea: `(SELECT string_agg(decode(md5(n::text), 'hex'), '') FROM generate_series(1, 600) AS n)`,
  numeric: `(SELECT string_agg((1000 + n * 7919 % 9000)::text, '')::numeric FROM generate_series(1, 2000) AS n)`,
  'text[]': `(SELECT array_agg(md5(n::text)) FROM generate_series(1, 300) AS n)`,
  'integer[]': `(SELECT array_agg(hashint4(n)) FROM generate_series(1, 3000) AS n)`,
  'bigint[]': `(SELECT array_agg(hashint8extended(n, 0)) FROM generate_series(1, 3000) AS n)`,
  'numeric[]': `(SELECT array_agg(hashint4(n)::numeric / 100) FROM generate_series(1, 1500) AS n)`,
  'timestamp with time zone[]': `(SELECT array_agg('2020-01-01Z'::timestamptz + abs(hashint4(n)) * interval '1 second') FROM generate_series(1, 1500) AS n)`,
  'boolean[]': `(SELECT array_agg(hashint4(n) > 0) FROM generate_series(1, 30000) AS n)`,
  'double precision[]': `(SELECT array_agg(hashint4(n)::float8 / 7) FROM generate_series(1, 1500) AS n)`,
  'uuid[]': `(SELECT array_agg(md5(n::text)::uuid) FROM generate_series(1, 600) AS n)`,
  'mood[]': `(SELECT array_agg((CASE WHEN hashint4(n) > 0 THEN 'sad' ELSE 'it''s "so", ok' END)::mood) FROM generate_series(1, 30000) AS n)`,
  tsvector: `(SELECT string_agg(md5(n::text), ' ')::tsvector FROM generate_series(1, 300) AS n)`,
};
export const LONG = Object.keys(LONG_TYPES)
  .map((type, at) => `l${at} ${type}`)
  .join(', ');
export const LONG_VALUES = Object.values(LONG_TYPES).join(', ');

/** The types of a table's columns but for the first, of domains those of their bases. */
export const DESCRIBED = `
  WITH RECURSIVE resolved (attnum, type) AS (
    SELECT attnum, atttypid FROM pg_attribute WHERE attrelid = 'everything'::regclass AND attnum > 1
    UNION ALL
    SELECT attnum, typbasetype FROM resolved JOIN pg_type ON oid = type AND typtype = 'd'
  )
  SELECT base.typname AS "dataType", format_type(base.oid, column_.atttypmod) AS "columnType"
  FROM resolved
  JOIN pg_type AS base ON base.oid = resolved.type AND base.typtype <> 'd'
  JOIN pg_attribute AS column_ ON column_.attrelid = 'everything'::regclass AND column_.attnum = resolved.attnum
  ORDER BY resolved.attnum`;

/** A row without what two of them differ by. */
export function withoutId<T>({ id, ...row }: Readonly<Record<string, T>>): Record<string, T> {
  return row;
}

/** And without what was changed. */
export function withoutNote({ id, note, ...row }: Record<string, string>): Record<string, string> {
  return row;
}
