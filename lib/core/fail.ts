import type { IConstruct } from 'constructs';

/**
 * Stops synthesis with one clear sentence.
 *
 * @param scope the construct that was given the bad value, or the dotted path of the property where there is no construct yet
 * @param message property, rule and value, e.g. `` `mcuCount` must be 1, 2, 4 or 8, got: 3 ``
 * @throws Error always, prefixed with the construct path
 */
export function fail(scope: IConstruct | string, message: string): never {
  const path = typeof scope === 'string' ? scope : scope.node.path;
  throw new Error(`${path}: ${message}`);
}
