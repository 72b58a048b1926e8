import { isLosslessNumber, parse } from 'lossless-json';

import { canonicalJson } from '../canonical-value';

/** Of a float of 32 bits. */
const MOST_FLOAT_DIGITS = 9;

/** Whether two lines say the same. */
export type SameEvent = (wanted: string, seen: string) => boolean;

/** Of lines that were JSON in their topic: every digit is what it was. */
export const sameText: SameEvent = (wanted, seen) => wanted === seen || canonicalJson(wanted) === canonicalJson(seen);

/** Of lines that were Avro in their topic, whose binary fractions each reader spells in its own way. */
export const sameValues: SameEvent = (wanted, seen) => sameText(wanted, seen) || same(parse(wanted), parse(seen));

function same(wanted: unknown, seen: unknown): boolean {
  if (isLosslessNumber(wanted) && isLosslessNumber(seen)) return sameNumber(String(wanted), String(seen));
  if (Array.isArray(wanted) && Array.isArray(seen)) {
    return wanted.length === seen.length && wanted.every((item, at) => same(item, seen[at]));
  }
  if (isRecord(wanted) && isRecord(seen)) {
    const names = Object.keys(wanted);
    return names.length === Object.keys(seen).length && names.every((name) => same(wanted[name], seen[name]));
  }
  return wanted === seen;
}

/** Of a float of 32 bits, the fewest digits that tell it from its neighbours are not what every reader takes. */
function sameNumber(wanted: string, seen: string): boolean {
  if (![wanted, seen].some((text) => /[.eE]/.test(text))) return wanted === seen;
  const [one, other] = [Number(wanted), Number(seen)];
  const areFloats = [wanted, seen].every((text) => significantDigits(text) <= MOST_FLOAT_DIGITS);
  return one === other || (areFloats && Math.fround(one) === Math.fround(other));
}

function significantDigits(number: string): number {
  const [digits = ''] = number.split(/[eE]/);
  return digits.replace(/\D/g, '').replace(/^0+/, '').length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}
