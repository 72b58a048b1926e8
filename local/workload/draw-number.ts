import type { Random } from './random';
import type { DescribedColumn as Column } from './table-shape';

const BITS: Readonly<Record<string, bigint>> = { tinyint: 8n, smallint: 16n, mediumint: 24n, int: 32n, bigint: 64n };

/** Decimal digits that every value of a binary fraction's type tells exactly. */
const FLOAT_DIGITS = 6;
const DOUBLE_DIGITS = 15;

const FLOAT_LIMITS = ['0', '3.40282e38', '1.17549e-38', '0.1', '-1', '-3.40282e38'];
const DOUBLE_LIMITS = [
  '0',
  '1.7976931348623157e308',
  '2.2250738585072014e-308',
  '3.141592653589793',
  '-1',
  '-1.7976931348623157e308',
];
/** What every client spells alike; beyond it some write exponents. */
const LARGEST_EXPONENT = 3;
const ONE_IN = { limit: 0.25, small: 0.3 };

/** The least and the greatest value of a type of whole numbers. */
export function integerRange({ dataType, columnType }: Column): { readonly low: bigint; readonly high: bigint } {
  // By convention a truth value; other numbers in it need another declared type.
  if (columnType.startsWith('tinyint(1)')) return { low: 0n, high: 1n };
  const bits = BITS[dataType] ?? 32n;
  if (isUnsigned(columnType)) return { low: 0n, high: (1n << bits) - 1n };
  return { low: -(1n << (bits - 1n)), high: (1n << (bits - 1n)) - 1n };
}

export function drawInteger(column: Column, random: Random): string {
  const { low, high } = integerRange(column);
  if (random.chance(ONE_IN.limit)) {
    return String(random.pick([low, high, 0n, low < 0n ? -1n : 1n, high - 1n]));
  }
  return String(random.chance(ONE_IN.small) && high > 1000n ? random.between(0n, 1000n) : random.between(low, high));
}

export function drawDecimal({ precision, scale = 0, columnType }: Column, random: Random): string {
  const highest = 10n ** BigInt(precision) - 1n;
  const lowest = isUnsigned(columnType) ? 0n : -highest;
  if (random.chance(ONE_IN.limit)) {
    return spellScaled(random.pick([lowest, highest, 0n, 1n, lowest < 0n ? -1n : 1n]), scale);
  }
  const digits = 10n ** BigInt(1 + random.below(precision)) - 1n;
  return spellScaled(random.between(lowest < 0n ? -digits : 0n, digits), scale);
}

/** The value's bits as a number, which MySQL takes for a `BIT` of any width. */
export function drawBits({ precision }: Column, random: Random): string {
  const highest = (1n << BigInt(precision)) - 1n;
  return String(random.chance(ONE_IN.limit) ? random.pick([0n, 1n, highest]) : random.between(0n, highest));
}

/**
 * A `FLOAT` or a `DOUBLE` that comes back as the digits it was written with.
 *
 * @param inKey a value that is also found again by these digits: a fraction of halves
 */
export function drawFraction(column: Column, random: Random, inKey: boolean): string {
  const isFloat = column.dataType === 'float';
  const signed = !isUnsigned(column.columnType);
  if (column.scale !== undefined) return drawFixedPoint(column, random, isFloat ? FLOAT_DIGITS : DOUBLE_DIGITS);
  if (inKey) return spellScaled(random.between(signed ? -99_999n : 0n, 99_999n) * 5n, 1);
  if (random.chance(ONE_IN.limit)) {
    const limits = isFloat ? FLOAT_LIMITS : DOUBLE_LIMITS;
    return random.pick(signed ? limits : limits.filter((limit) => !limit.startsWith('-')));
  }
  const highest = 10n ** BigInt(isFloat ? FLOAT_DIGITS : DOUBLE_DIGITS) - 1n;
  return spellScaled(random.between(signed ? -highest : 0n, highest), random.below(LARGEST_EXPONENT + 1));
}

/** `FLOAT(7,3)`: the server rounds to the scale, and more digits than the type holds would come back as others. */
function drawFixedPoint({ precision, scale = 0, columnType }: Column, random: Random, exactDigits: number): string {
  const highest = 10n ** BigInt(Math.min(precision, exactDigits)) - 1n;
  const lowest = isUnsigned(columnType) ? 0n : -highest;
  const unscaled = random.chance(ONE_IN.limit)
    ? random.pick([lowest, highest, 0n, 1n])
    : random.between(lowest, highest);
  return spellScaled(unscaled, scale);
}

/** Index of an option, from 1; 0 would be the empty text that stands for an error. */
export function drawOption(options: number, random: Random): string {
  return String(random.chance(ONE_IN.limit) ? random.pick([1, options]) : 1 + random.below(options));
}

/** A bit for each option that is in. */
export function drawOptions(options: number, random: Random): string {
  const all = (1n << BigInt(options)) - 1n;
  const limits = [0n, 1n, 1n << BigInt(options - 1), all];
  return String(random.chance(ONE_IN.limit) ? random.pick(limits) : random.between(0n, all));
}

/** Counts the options of an `ENUM` or a `SET` by its type, in which a quote is doubled. */
export function countOptions(columnType: string): number {
  return columnType.match(/'(?:[^']|'')*'/g)?.length ?? 0;
}

function isUnsigned(columnType: string): boolean {
  return /\b(unsigned|zerofill)\b/.test(columnType);
}

function spellScaled(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
