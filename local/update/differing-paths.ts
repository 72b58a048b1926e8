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

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !isReference(value);
}

/** A reference is one value, whatever it is spelled with. */
function isReference(value: object): boolean {
  return 'version' in value && 'resource' in value ? true : Object.keys(value).some((key) => key.startsWith('Fn::'));
}
