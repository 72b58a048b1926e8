import type { ResourceChange } from '../update/resource-change';

/** Those of the named properties that a change in place is about. */
export function fixedProperties(change: ResourceChange, names: readonly string[]): string | undefined {
  const found = change.properties.map(({ property }) => property).filter((property) => names.includes(property));
  return change.action === 'update' && found.length > 0 ? found.join(', ') : undefined;
}
