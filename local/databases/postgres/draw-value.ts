import { escapeIdentifier, escapeLiteral } from 'pg';
import { drawJson } from '../../workload/draw-json';
import { drawDecimal, drawFraction, drawInteger } from '../../workload/draw-number';
import { drawBytes, drawText } from '../../workload/draw-text';
import { drawClock, drawDate, drawDatetime } from '../../workload/draw-time';
import type { Random } from '../../workload/random';
import type { ColumnValues, DescribedColumn } from '../../workload/table-shape';

/** What the catalog says of a type beside its name. */
export interface TypeTraits {
  /** Name of an array's elements' type. */
  readonly element: string | undefined;
  /** Definitions of the constraints that a value has to meet. */
  readonly checks: readonly string[];
  /** Of an enum, or of an array's. */
  readonly options: readonly string[];
}

/** Draws a value as the server would read it as text. */
type Draw = (column: DescribedColumn, random: Random, inKey: boolean, options: readonly string[]) => string;

const MOST_DIGITS = 38;
const MOST_ELEMENTS = 4;
const LONGEST_NAME = 15;
const LONGEST_BITS = 70;
const CHANCE = { constrained: 0.85, nullElement: 0.1, notANumber: 0.01 };

const integer =
  (dataType: string): Draw =>
  (column, random) =>
    drawInteger({ ...column, dataType, columnType: '' }, random);
const fraction =
  (dataType: string): Draw =>
  (column, random, inKey) =>
    drawFraction({ ...column, dataType, scale: undefined }, random, inKey);
const text: Draw = (column, random, inKey) => drawText({ ...column, dataType: charOrText(column) }, random, inKey);

const DRAWS: Readonly<Record<string, Draw>> = {
  bool: (_, random) => String(random.chance(0.5)),
  int2: integer('smallint'),
  int4: integer('int'),
  int8: integer('bigint'),
  oid: (_, random) => String(random.between(0n, 2n ** 32n - 1n)),
  numeric: drawNumeric,
  float4: fraction('float'),
  float8: fraction('double'),
  text,
  varchar: text,
  bpchar: text,
  citext: text,
  name: (column, random, inKey) => drawText({ ...column, dataType: 'varchar', length: LONGEST_NAME }, random, inKey),
  bytea: (column, random, inKey) =>
    `\\x${drawBytes({ ...column, dataType: 'varbinary' }, random, inKey).toString('hex')}`,
  date: drawDate,
  time: ({ fraction: digits }, random) => drawClock(digits, random),
  timestamp: drawDatetime,
  timestamptz: (column, random, inKey) => `${drawDatetime(column, random, inKey)}+00`,
  json: (_, random) => drawJson(random),
  jsonb: (_, random) => drawJson(random),
  uuid: drawUuid,
  timetz: ({ fraction: digits }, random) => `${drawClock(digits, random)}${random.pick(['+00', '-12:30', '+05:30'])}`,
  interval: (_, random) => drawInterval(random),
  money: (column, random) => drawDecimal({ ...column, precision: 15, scale: 2, columnType: '' }, random),
  bit: ({ length }, random) => drawBits(length, random),
  varbit: ({ length }, random) => drawBits(random.below(Math.min(length, LONGEST_BITS) + 1), random),
  inet: (_, random) => random.pick(['10.0.0.1', '10.1.2.3/8', '::1', '2001:db8::/32']),
  cidr: (_, random) => random.pick(['10.0.0.0/8', '192.168.1.0/24', '2001:db8::/32']),
  macaddr: (_, random) => `08:00:2b:01:02:0${random.below(10)}`,
  int4range: (_, random) => drawRange(random),
  int8range: (_, random) => drawRange(random),
  numrange: (_, random) => drawRange(random),
  point: (_, random) => `(${random.below(1000) / 8},${random.below(1000)})`,
  tsvector: (_, random) => drawWords(random),
};

/** Values of columns of PostgreSQL: undefined for types of which none are drawn. */
export function postgresValues(column: DescribedColumn, traits: TypeTraits): ColumnValues | undefined {
  const draw = drawOf(column.dataType, traits);
  if (draw === undefined) return undefined;
  return {
    draw: (random, inKey) =>
      escapeLiteral(drawConstrained(traits.checks, random) ?? draw(column, random, inKey, traits.options)),
    read: `${escapeIdentifier(column.name)}::text`,
    literal: escapeLiteral,
  };
}

function drawOf(type: string, { element, options }: TypeTraits): Draw | undefined {
  if (element !== undefined) {
    const one = drawOf(element, { element: undefined, checks: [], options });
    return one && ((column, random) => drawArray(one, column, random, options));
  }
  if (options.length > 0) return (_, random) => random.pick(options);
  return Object.hasOwn(DRAWS, type) ? DRAWS[type] : undefined;
}

/** Of what a check compares with: one of its constants, or a whole number between two of them. */
function drawConstrained(checks: readonly string[], random: Random): string | undefined {
  if (checks.length === 0 || !random.chance(CHANCE.constrained)) return undefined;
  const [, ...parts] = random.pick(checks).split(/CHECK /);
  const constants = [...parts.join('').matchAll(/'((?:[^']|'')*)'|(?<![\w.])(-?\d+(?:\.\d+)?)(?![\w.])/g)].map(
    ([, quoted, number]) => quoted?.replaceAll("''", "'") ?? number ?? '',
  );
  if (constants.length === 0) return undefined;
  const whole = constants.filter((constant) => /^-?\d{1,18}$/.test(constant)).map(BigInt);
  if (whole.length < 2) return random.pick(constants);
  const sorted = whole.toSorted((a, b) => (a < b ? -1 : 1));
  return String(random.between(sorted[0] ?? 0n, sorted.at(-1) ?? 0n));
}

function drawNumeric(column: DescribedColumn, random: Random, inKey: boolean): string {
  if (column.scale === undefined) {
    // Of a number with digits that are told beforehand a DECIMAL is made, which has no such value.
    if (!inKey && random.chance(CHANCE.notANumber)) return 'NaN';
    const precision = 1 + random.below(MOST_DIGITS);
    return drawDecimal({ ...column, precision, scale: random.below(precision) }, random);
  }
  if (column.scale >= 0) return drawDecimal({ ...column, columnType: '' }, random);
  return `${drawDecimal({ ...column, scale: 0, columnType: '' }, random)}${'0'.repeat(-column.scale)}`;
}

function drawArray(one: Draw, column: DescribedColumn, random: Random, options: readonly string[]): string {
  const elements = Array.from({ length: random.below(MOST_ELEMENTS + 1) }, () =>
    random.chance(CHANCE.nullElement) ? 'NULL' : quoteElement(one(column, random, false, options)),
  );
  return `{${elements.join(',')}}`;
}

function quoteElement(element: string): string {
  return `"${element.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function drawInterval(random: Random): string {
  const sign = (): string => (random.chance(0.2) ? '-' : '');
  const part = (most: number, unit: string): string =>
    random.chance(0.5) ? ` ${sign()}${random.below(most)} ${unit}` : '';
  return `0 days${part(3000, 'years')}${part(12, 'mons')}${part(400, 'days')}${part(100, 'hours')}${part(10 ** 9, 'microseconds')}`;
}

function drawBits(length: number, random: Random): string {
  return Array.from({ length }, () => random.below(2)).join('');
}

function drawRange(random: Random): string {
  const low = random.below(100);
  return random.pick([`[${low},${low + 5})`, `(,${low}]`, `[${low},)`, 'empty']);
}

function drawUuid(_: DescribedColumn, random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function drawWords(random: Random): string {
  const words = ['cat', 'rat', 'fat', 'mat', 'sat'];
  return Array.from({ length: random.below(4) }, () => `${random.pick(words)}:${1 + random.below(9)}`).join(' ');
}

/** Blanks at the end of `CHARACTER` are none of its value. */
function charOrText({ dataType, columnType }: DescribedColumn): string {
  return dataType === 'bpchar' && columnType !== 'bpchar' ? 'char' : 'varchar';
}
