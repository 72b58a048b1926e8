import { isLosslessNumber, parse, stringify } from 'lossless-json';

/** How a value of a column is told, whoever tells it. */
export type ScalarForm =
  | 'text'
  | 'number'
  /** A binary fraction of four bytes of which some tell six digits only. */
  | 'six digits'
  | 'real'
  | 'double'
  | 'date'
  | 'time'
  | 'timestamp'
  /** In PostgreSQL's own style, or that of ISO 8601. */
  | 'interval'
  /** Figures of numbers, such as `(1.5,2)`. */
  | 'figure'
  | 'json'
  /** As Base64. */
  | 'bytes'
  | 'geometry';

export type Form = ScalarForm | { readonly listOf: ScalarForm };

/** A column as its database describes it. */
export interface SourceColumn {
  readonly name: string;
  readonly form: Form;
  /** Members that lead to it in a row, where it is not found under its name. */
  readonly path?: readonly string[];
}

/** MySQL and a snapshot give six digits of a `FLOAT`, the log gives all of them. */
const FLOAT_DIGITS = 6;

/** Of a `DECIMAL` of MySQL, before and after the point; of others the exponent is told. */
const MOST_PLACES = 65;

const ZERO_DATE = /^(?:0000-|\d{4}-00-|\d{4}-\d\d-00)/;

const SPELLINGS: Readonly<Record<ScalarForm, (text: string) => string | null>> = {
  text: (text) => text,
  number: canonicalNumber,
  'six digits': (text) => canonicalDouble(text, (value) => Number(Math.fround(value).toPrecision(FLOAT_DIGITS))),
  real: (text) => canonicalDouble(text, Math.fround),
  double: (text) => canonicalDouble(text, (value) => value),
  date: (text) => orNoDate(text, (date) => withYear(date.replace(/Z$/, ''))),
  time: (text) => withoutLastZeros(text.replace(/(Z|\+00)$/, '')),
  timestamp: (text) => orNoDate(text, canonicalTimestamp),
  interval: canonicalInterval,
  figure: (text) => text.replaceAll(/-?[\d.]+(?:[eE][+-]?\d+)?/g, canonicalNumber),
  json: canonicalJson,
  bytes: (text) => text.replaceAll('\n', ''),
  geometry: canonicalGeometry,
};

/**
 * One text for one value, whoever spelled it: the database, an event, an engine that reads the table. Two of them are equal
 * exactly when the values are.
 */
export function canonicalValue({ form }: SourceColumn, text: string | null): string | null {
  if (text === null) return null;
  return typeof form === 'string' ? SPELLINGS[form](text) : canonicalList(text, SPELLINGS[form.listOf]);
}

/** The value of a column in a row of members. */
export function valueIn(row: unknown, { name, path = [name] }: SourceColumn): unknown {
  return path.reduce<unknown>((value, member) => (isObject(value) ? value[member] : undefined), row);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A value out of an event as {@link canonicalValue} takes it. */
export function eventText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || isLosslessNumber(value)) return String(value);
  return stringify(value) ?? null;
}

/** What is left of a timestamp where an engine has milliseconds only: half of one goes up. */
export function roundedToMilliseconds(canonical: string): string {
  const [seconds = '', fraction = ''] = canonical.split('.');
  const whole = new Date(`${seconds.replace(' ', 'T')}Z`);
  // A day that no calendar has is none of a table either, and stays what it is.
  if (Number.isNaN(whole.getTime()) || !whole.toISOString().startsWith(seconds.replace(' ', 'T'))) return canonical;
  const time = whole.getTime() + Math.round(Number(fraction.padEnd(6, '0')) / 1000);
  return canonicalTimestamp(new Date(time).toISOString().replace(/^\+0*/, ''));
}

/** Without the zeros that say nothing, and without an exponent but for numbers far from one: `1.50`, `15E-1` and `1.5` are one number. */
function canonicalNumber(text: string): string {
  if (text === 'true' || text === 'false') return canonicalNumber(text === 'true' ? '1' : '0');
  const match = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${Math.abs(power) > MOST_PLACES ? `${significant}e${power}` : plainNumber(significant, power)}`;
}

/** As people write a key or an amount. */
function plainNumber(significant: string, power: number): string {
  if (power >= 0) return `${significant}${'0'.repeat(power)}`;
  const digits = significant.padStart(1 - power, '0');
  return `${digits.slice(0, power)}.${digits.slice(power)}`;
}

function canonicalDouble(text: string, round: (value: number) => number): string {
  const value = round(Number(text));
  return Number.isFinite(value) && text.trim() !== '' ? canonicalNumber(String(value)) : text;
}

function canonicalTimestamp(text: string): string {
  return withoutLastZeros(withYear(text.replace('T', ' ').replace(/(Z| UTC|\+00)(?= BC$|$)/, '')));
}

/** A year before 1, or of five digits and more, as ISO 8601 has it but for the plus: one before 1 is 0. */
function withYear(text: string): string {
  const [, digits = '', rest = ''] = /^(\d+)(-\d\d-.*) BC$/.exec(text) ?? [];
  if (digits === '') return text.replace(/^\+/, '');
  const year = Number(digits) - 1;
  return `${year === 0 ? '' : '-'}${String(year).padStart(4, '0')}${rest}`;
}

/** Of `1 year -2 days 04:05:06.5` or `P1Y0M-2DT4H5M6.5S`, what is not zero. */
function canonicalInterval(text: string): string {
  const [date = '', time = ''] = text.replace(/^P/, '').split('T');
  const [clock, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-]?)(\d+):(\d\d):([\d.]+)/.exec(date) ?? [];
  const ofClock =
    clock === undefined ? '' : [`${hours}H`, `${minutes}M`, `${seconds}S`].map((each) => `${sign}${each}`).join('');
  const parts = (some: string): string =>
    [...some.matchAll(/([+-]?[\d.]+) ?([a-zA-Z])/g)]
      .map(([, number = '', unit = '']) => [canonicalNumber(number), unit.toUpperCase()] as const)
      .filter(([number]) => number !== '0')
      .map(([number, unit]) => `${number}${unit}`)
      .join('');
  return `P${parts(date.replace(clock ?? '', ''))}T${parts(`${ofClock}${time}`)}`;
}

function withoutLastZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** No snapshot can tell a zero date from NULL, and where one is let in at all, it is NULL in the table. */
function orNoDate(text: string, spell: (text: string) => string): string | null {
  return ZERO_DATE.test(text) ? null : spell(text);
}

/** A JSON array of values that are told by themselves, in any number of dimensions. */
function canonicalList(text: string, spell: (text: string) => string | null): string {
  const canonical = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(canonical);
    const told = eventText(item);
    return told === null ? null : spell(told);
  };
  return JSON.stringify(canonical(parse(text)));
}

/** An event has a SRID and the bytes behind it; the database has both in one. */
function canonicalGeometry(text: string): string {
  if (!text.startsWith('{')) return text.replaceAll('\n', '');
  const { wkb, srid } = JSON.parse(text) as { readonly wkb: string; readonly srid: number | null };
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(srid ?? 0);
  return Buffer.concat([prefix, Buffer.from(wkb, 'base64')]).toString('base64');
}

/** A text that two JSON documents share exactly when they mean the same: order of keys, spacing and spelling of numbers do not count. */
export function canonicalJson(text: string): string {
  return JSON.stringify(sorted(parse(text)));
}

function sorted(value: unknown): unknown {
  if (isLosslessNumber(value)) return `number ${canonicalNumber(String(value))}`;
  if (typeof value === 'string') return `text ${value}`;
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
