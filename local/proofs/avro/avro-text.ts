import { type Schema, Type, types } from 'avsc';
import { stringify } from 'lossless-json';

/** A schema of Avro as Connect's converter writes it: with the name of what it was in Connect. */
interface ConnectSchema {
  readonly type: AvroSchema;
  readonly name?: string;
  readonly namespace?: string;
  readonly fields?: readonly { readonly name: string; readonly type: AvroSchema }[];
  readonly items?: AvroSchema;
  readonly values?: AvroSchema;
  readonly scale?: number;
  readonly 'connect.name'?: string;
}

type AvroSchema = string | ConnectSchema | readonly AvroSchema[];

/** What reads values that were written by a schema. */
export interface AvroReader {
  /** @returns JSON with all digits, each value as connectors tell it that write JSON */
  read(bytes: Buffer): string;
}

const DAY_MILLISECONDS = 86_400_000;
const MICROSECONDS = 1_000_000n;

/** How a value is told, by what it was in Connect. */
const TOLD: Readonly<Record<string, (value: unknown, schema: ConnectSchema) => unknown>> = {
  'org.apache.kafka.connect.data.Decimal': (value, { scale = 0 }) => decimalText(value as Buffer, scale),
  'org.apache.kafka.connect.data.Date': (value) => dayText(value as number),
  'io.debezium.time.MicroTimestamp': (value) => microsecondsText(value as bigint),
};

/** A long beyond what a number of JavaScript holds is no reason to lose digits. */
const LONG = types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (one: bigint, other: bigint) => (one < other ? -1 : one > other ? 1 : 0),
});

/** Tells a float of 32 bits. */
export type FloatSpelling = (float: number) => number;

/** With all digits that it has as one of 64 bits. */
export const exactFloat: FloatSpelling = (float) => float;

/** With as many digits as tell it from its neighbours, as JSON has it. */
export const shortestFloat: FloatSpelling = (float) => {
  for (let digits = 1; ; digits++) {
    const shorter = Number(float.toPrecision(digits));
    if (Math.fround(shorter) === float || digits === MOST_FLOAT_DIGITS) return shorter;
  }
};
const MOST_FLOAT_DIGITS = 9;

/** @param schema as the registry has it */
export function avroReader(schema: unknown, float: FloatSpelling = exactFloat): AvroReader {
  const type = Type.forSchema(plain(schema as AvroSchema) as Schema, { registry: { long: LONG } });
  const how = { named: namedSchemas(schema as AvroSchema), float };
  return {
    read: (bytes) => stringify(told(schema as AvroSchema, type.fromBuffer(bytes), how)) ?? 'null',
  };
}

interface Telling {
  readonly named: ReadonlyMap<string, ConnectSchema>;
  readonly float: FloatSpelling;
}

/** Without what only Connect reads, defaults among it: a reader that writes nothing needs none. */
function plain(schema: AvroSchema): AvroSchema {
  if (typeof schema === 'string') return schema;
  if (isUnion(schema)) return schema.map(plain);
  const { type, name, namespace, fields, items, values } = schema;
  if (fields !== undefined) {
    const own = fields.map((field) => ({ name: field.name, type: plain(field.type) }));
    return {
      type,
      ...(name === undefined ? {} : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      fields: own,
    };
  }
  if (items !== undefined) return { type, items: plain(items) };
  if (values !== undefined) return { type, values: plain(values) };
  return plain(type);
}

/** Those that are said once, and known by their names from then on. */
function namedSchemas(schema: AvroSchema): Map<string, ConnectSchema> {
  if (typeof schema === 'string') return new Map();
  const parts = isUnion(schema)
    ? schema
    : [schema.type, schema.items, schema.values, ...(schema.fields ?? []).map(({ type }) => type)];
  const own = isUnion(schema) || schema.fields === undefined ? [] : [[fullName(schema), schema] as const];
  return new Map([...own, ...parts.flatMap((part) => (part === undefined ? [] : [...namedSchemas(part)]))]);
}

function fullName({ namespace, name }: ConnectSchema): string {
  return [namespace, name].filter((part) => part !== undefined).join('.');
}

function told(schema: AvroSchema, value: unknown, how: Telling): unknown {
  if (value === null) return null;
  if (typeof schema === 'string') {
    const known = how.named.get(schema);
    if (known !== undefined) return told(known, value, how);
    return scalar(schema === 'float' && Number.isFinite(value) ? how.float(value as number) : value);
  }
  // Of Connect's, one is that of NULL.
  if (isUnion(schema)) return told(schema.find((branch) => branch !== 'null') ?? 'null', value, how);
  const tell = TOLD[schema['connect.name'] ?? ''];
  if (tell !== undefined) return tell(value, schema);
  if (schema.fields !== undefined) {
    const row = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(schema.fields.map(({ name, type }) => [name, told(type, row[name], how)]));
  }
  if (schema.items !== undefined) {
    const { items } = schema;
    return (value as readonly unknown[]).map((item) => told(items, item, how));
  }
  if (schema.values !== undefined) {
    const { values } = schema;
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    return Object.fromEntries(entries.map(([key, item]) => [key, told(values, item, how)]));
  }
  return told(schema.type, value, how);
}

function scalar(value: unknown): unknown {
  // JSON has no words for infinity and NaN, and would have null.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return Buffer.isBuffer(value) ? value.toString('base64') : value;
}

function isUnion(schema: AvroSchema): schema is readonly AvroSchema[] {
  return Array.isArray(schema);
}

function decimalText(bytes: Buffer, scale: number): string {
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function dayText(days: number): string {
  return `${isoText(days * DAY_MILLISECONDS).slice(0, -'T00:00:00.000Z'.length)}Z`;
}

/** With as many digits behind the second as say something. */
function microsecondsText(value: bigint): string {
  const fraction = ((value % MICROSECONDS) + MICROSECONDS) % MICROSECONDS;
  const seconds = (value - fraction) / MICROSECONDS;
  const text = isoText(Number(seconds) * 1000).slice(0, -'.000Z'.length);
  const digits = String(fraction).padStart(6, '0').replace(/0+$/, '');
  return `${text}${digits === '' ? '' : `.${digits}`}Z`;
}

/** A year that has more than four digits, or is before 1, as events have it. */
function isoText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/^([+-])00?(?=\d{4,5}-)/, '$1');
}
