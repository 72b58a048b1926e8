import { isDeepStrictEqual } from 'node:util';

/**
 * Where two values differ, as dotted paths: as deep as both are maps, so that one option of many is named by itself.
 *
 * @param path of the values themselves
 */
export function differingPaths(before: unknown, after: unknown, path: string): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isMap(before) || !isMap(after)) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differingPaths(before[key], after[key], `${path}.${key}`));
}

/**
 * Whether two values differ at a path below them. What is missing on the way is missing at its end; where the way leads
 * through something that only a deployment can look into, they are taken to differ.
 *
 * @param path keys of maps, and `*` for any item of a list
 */
export function differsAt(before: unknown, after: unknown, path: readonly string[]): boolean {
  if (isDeepStrictEqual(before, after)) return false;
  const [key, ...rest] = path;
  if (key === undefined) return true;
  if (key === '*') {
    const [one, other] = [before ?? [], after ?? []];
    if (!Array.isArray(one) || !Array.isArray(other)) return true;
    const longer = one.length > other.length ? one : other;
    return longer.some((_, i) => differsAt(one[i], other[i], rest));
  }
  const [one, other] = [before ?? {}, after ?? {}];
  return !isMap(one) || !isMap(other) || differsAt(one[key], other[key], rest);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isReference(value);
}

/** A reference is one value, whatever it is spelled with. */
function isReference(value: object): boolean {
  const named = ('version' in value && 'resource' in value) || ('Ref' in value && 'default' in value);
  return named || Object.keys(value).some((key) => key.startsWith('Fn::'));
}
