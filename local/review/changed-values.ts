import type { Resource } from '../assembly/environment-templates';
import { readableValue } from '../update/readable-paths';
import type { ResourceChange } from '../update/resource-change';
import { listed } from './finding';

/** A longer value is not shown. */
const MOST_CHARACTERS = 60;

/** More items of a list than this are counted instead of named. */
const MOST_ITEMS = 4;

/** Keys by which an item of a list is called, in this order. */
const ITEM_NAMES = ['name', 'Table', 'Key', 'Name', 'Id'];

/** What a path of a change had and has: short values, and what lists gained and lost. Empty for what says nothing. */
export function changedValues(change: ResourceChange, property: string, path: string): string {
  const [before, after] = [change.before, change.after].map((resource) => readableAt(resource, property, path));
  if (before === undefined && after === undefined) return '';
  const [old, next] = [shortValue(before), shortValue(after)];
  if (old !== undefined && next !== undefined) return ` ${old} → ${next}`;
  const [oldItems, nextItems] = [itemsOf(before), itemsOf(after)];
  if (oldItems === undefined || nextItems === undefined) return '';
  const gained = nextItems.filter((item) => !oldItems.includes(item));
  const lost = oldItems.filter((item) => !nextItems.includes(item));
  const words = [
    ...(gained.length > 0 ? [`+ ${listed(gained.map(quoted), MOST_ITEMS)}`] : []),
    ...(lost.length > 0 ? [`- ${listed(lost.map(quoted), MOST_ITEMS)}`] : []),
  ];
  return words.length === 0 ? '' : ` (${words.join('; ')})`;
}

function quoted(text: string): string {
  return `\`${text}\``;
}

function readableAt(resource: Resource | undefined, property: string, path: string): unknown {
  if (resource === undefined) return undefined;
  return valueAt({ [property]: readableValue(resource.type, property, resource.properties[property]) }, path);
}

/** @returns undefined for a value that is no plain one, or a long one */
function shortValue(value: unknown): string | undefined {
  if (value === undefined) return 'none';
  if (value === null || typeof value === 'object') return undefined;
  const text = String(value);
  return text.length > MOST_CHARACTERS ? undefined : text === '' ? '(empty)' : quoted(text);
}

/** What the items of a list are called: of an array, of one that is written as JSON, or of a text with commas. */
function itemsOf(value: unknown): string[] | undefined {
  if (Array.isArray(value)) {
    const names = value.map(itemName);
    return names.every((name) => name !== undefined) ? names : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (!value.startsWith('[')) return value.includes(',') ? value.split(',') : undefined;
  try {
    return itemsOf(JSON.parse(value));
  } catch {
    return undefined;
  }
}

function itemName(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (item === null || typeof item !== 'object') return undefined;
  const name = ITEM_NAMES.map((key) => (item as Record<string, unknown>)[key]).find(
    (found) => typeof found === 'string',
  );
  return name as string | undefined;
}

/** The value at a dotted path whose keys may have dots themselves. */
export function valueAt(value: unknown, path: string): unknown {
  if (value === null || typeof value !== 'object') return undefined;
  const entries = Object.entries(value);
  const exact = entries.find(([key]) => key === path);
  if (exact !== undefined) return exact[1];
  for (const [key, inner] of entries) {
    if (!path.startsWith(`${key}.`)) continue;
    const found = valueAt(inner, path.slice(key.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
