import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item, by the names of its attributes. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** What only the platform needs of an item. */
export const OWN_PREFIX = '__';

/** Of an item that stands for a row that is gone. */
const DELETED = '__deleted';

export function isTombstone(item: Item): boolean {
  return item[DELETED]?.BOOL === true;
}

/** The attribute at members of an item, one below the other. */
export function attributeAt(item: Item, path: readonly string[]): AttributeValue | undefined {
  const [first = '', ...below] = path;
  const found = item[first];
  return below.length === 0 ? found : found?.M && attributeAt(found.M, below);
}

/** An attribute as an event would spell its value: text as it is, bytes as Base64, what has members as JSON; null for NULL and for none. */
export function attributeText(value: AttributeValue | undefined): string | null {
  if (value === undefined || value.NULL === true) return null;
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return value.N;
  if (value.BOOL !== undefined) return String(value.BOOL);
  if (value.B !== undefined) return Buffer.from(value.B).toString('base64');
  return json(value);
}

/** Numbers keep all of their digits. */
function json(value: AttributeValue): string {
  if (value.N !== undefined) return value.N;
  if (value.BOOL !== undefined) return String(value.BOOL);
  if (value.NULL === true) return 'null';
  if (value.L !== undefined) return `[${value.L.map(json).join(',')}]`;
  if (value.M !== undefined) {
    return `{${Object.entries(value.M)
      .map(([name, member]) => `${JSON.stringify(name)}:${json(member)}`)
      .join(',')}}`;
  }
  return JSON.stringify(attributeText(value));
}
