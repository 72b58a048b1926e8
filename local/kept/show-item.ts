import { attributeText, isTombstone } from '../proofs/items/attribute-text';
import { ItemReader } from '../proofs/items/read-items';
import type { RunningPlatform } from '../session/running-platform';

/** An item of DynamoDB, an attribute a line; none where there is no such item. */
export interface ShownItem {
  readonly lines: readonly string[];
  readonly isThere: boolean;
}

/**
 * Looks at an item as it is now.
 *
 * @param values of the table's key, the hash first
 * @throws ReadItemsError where they are not the whole key
 */
export async function showItem(
  { awsClient }: Pick<RunningPlatform, 'awsClient'>,
  table: string,
  values: readonly string[],
): Promise<ShownItem> {
  const reader = new ItemReader(awsClient);
  const key = await reader.key(table);
  const item = await reader.get(table, Object.fromEntries(key.map(({ name }, i) => [name, values[i]])));
  if (item === undefined) return { lines: ['there is no such item'], isThere: false };
  const attributes = Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1));
  const width = Math.max(...attributes.map(([name]) => name.length));
  return {
    lines: [
      ...(isTombstone(item) ? ['the row is gone; this stays until it expires:'] : []),
      ...attributes.map(
        ([name, value]) => `${name.padEnd(width)}  ${Object.keys(value)[0]}  ${attributeText(value) ?? 'null'}`,
      ),
    ],
    isThere: true,
  };
}
