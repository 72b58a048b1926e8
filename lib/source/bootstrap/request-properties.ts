import { unpackText } from '../../core/packed-text';

/** Matches one of some words. */
export function oneOf(values: readonly string[]): RegExp {
  return new RegExp(`^(${values.join('|')})$`);
}

/** @throws Error where the property is no text that matches */
export function text(source: Readonly<Record<string, unknown>>, property: string, pattern = /./): string {
  const value = source[property];
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new Error(`\`${property}\` must be a text matching ${pattern.source}, got: ${JSON.stringify(value)}`);
  }
  return value;
}

/**
 * A list, or one that was packed into a text.
 *
 * @throws Error where the property is none
 */
export function list(source: Readonly<Record<string, unknown>>, property: string): Readonly<Record<string, unknown>>[] {
  const given = source[property];
  const value: unknown = typeof given === 'string' ? unpackedList(given) : given;
  if (!Array.isArray(value)) {
    throw new Error(`\`${property}\` must be a list, got: ${JSON.stringify(value)}`);
  }
  return value;
}

function unpackedList(text: string): unknown {
  const unpacked = unpackText(text);
  return unpacked === text ? text : JSON.parse(unpacked);
}
