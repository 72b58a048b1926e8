import { escapeLiteral } from 'pg';
import { OWN_TYPES, POSTGRES_TYPES, type PostgresType } from './postgres-types';

/** What is made before columns of such types can be. */
export const OWN_AVRO_TYPES = [...OWN_TYPES, 'CREATE EXTENSION hstore'];

/** What proofs do not set against the source, which spells it otherwise. */
const HSTORE: PostgresType = { type: 'hstore', values: ['a=>1, "b c"=>NULL', ''] };

/** Types that are days and times in Avro, which have no word for what is none of the years 1 to 9999. */
const OF_YEARS = ['date', 'timestamp', 'timestamp with time zone'];
const OF_NO_YEAR = /infinity| BC$|^\d{5,}-/;

/** Every type, with the values at its limits that a capture in Avro tells. */
export const AVRO_TYPES: readonly PostgresType[] = [...POSTGRES_TYPES, HSTORE].map((type) => ({
  ...type,
  values: type.values.filter((value) => !stops(type, value)),
}));

/** Values that it stops at, each in a column of its own. */
export const STOPPING: readonly { readonly type: string; readonly value: string }[] = [
  ...POSTGRES_TYPES.flatMap((type) =>
    type.values.filter((value) => stops(type, value)).map((value) => ({ type: type.type, value })),
  ),
  { type: 'numeric(5,2)', value: 'NaN' },
  { type: 'text[]', value: '{{a,b},{c,d}}' },
  { type: 'integer[]', value: '[0:1]={1,2}' },
];

/** Rows that hold every one of the values. */
export const AVRO_ROWS = Math.max(...AVRO_TYPES.map(({ values }) => values.length));
export const AVRO_COLUMNS = AVRO_TYPES.map(({ type }, at) => `c${at} ${type}`).join(', ');
export const STRICT_AVRO_COLUMNS = AVRO_TYPES.map(({ type }, at) => `c${at} ${type} NOT NULL`).join(', ');
export const DEFAULTED_COLUMNS = AVRO_TYPES.map(
  ({ type, values }, at) => `c${at} ${type} DEFAULT ${escapeLiteral(values[0] ?? '')}`,
).join(', ');
export const STOPPING_COLUMNS = STOPPING.map(({ type }, at) => `s${at} ${type}`).join(', ');

/** A type with fewer values than others has its last one again. */
export function avroInserts(table: string, first: number, rows = AVRO_ROWS): string[] {
  return Array.from({ length: rows }, (_, at) => {
    const values = AVRO_TYPES.map(({ values: all }) => escapeLiteral(all[Math.min(at, all.length - 1)] ?? ''));
    return `INSERT INTO ${table} VALUES (${first + at}, ${values.join(', ')})`;
  });
}

export function stoppingInsert(at: number): string {
  return `INSERT INTO stops (id, s${at}) VALUES (${at}, ${escapeLiteral(STOPPING[at]?.value ?? '')})`;
}

function stops({ type }: PostgresType, value: string): boolean {
  return OF_YEARS.includes(type) && OF_NO_YEAR.test(value);
}
