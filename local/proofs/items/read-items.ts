import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';

import { LocalRunError } from '../../local-run-error';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import { attributeText, type Item } from './attribute-text';

/** The key of a table: names of its attributes, the one it is spread by first, with what they hold. */
export type TableKey = readonly { readonly name: string; readonly type: 'S' | 'N' | 'B' }[];

/** Items of a table that cannot be asked for. */
export class ReadItemsError extends LocalRunError {}

/** Reads tables of DynamoDB as they are. */
export class ItemReader {
  private readonly client: DynamoDBClient;
  private readonly keys = new Map<string, Promise<TableKey>>();

  constructor(aws: AwsClientConfig) {
    this.client = new DynamoDBClient(aws);
  }

  key(table: string): Promise<TableKey> {
    const key = this.keys.get(table) ?? this.describeKey(table);
    this.keys.set(table, key);
    key.catch(() => this.keys.delete(table));
    return key;
  }

  /** How many items there are, those included that stand for rows that are gone. */
  async count(table: string): Promise<number> {
    const { Table } = await this.client.send(new DescribeTableCommand({ TableName: table }));
    return Table?.ItemCount ?? 0;
  }

  /** Every item, whichever there are. */
  async all(table: string): Promise<Item[]> {
    const items: Item[] = [];
    const pages = paginateScan({ client: this.client }, { TableName: table, ConsistentRead: true });
    for await (const { Items = [] } of pages) items.push(...Items);
    return items;
  }

  /**
   * One item.
   *
   * @param values of the attributes of the table's key, by their names
   * @throws ReadItemsError where they are not the whole key
   */
  async get(table: string, values: Readonly<Record<string, string | null | undefined>>): Promise<Item | undefined> {
    const key: Record<string, AttributeValue> = {};
    const parts = await this.key(table);
    for (const { name, type } of parts) {
      const value = values[name];
      if (value === undefined || value === null) {
        const whole = parts.map((part) => part.name).join(', ');
        throw new ReadItemsError(`an item of ${table} must be named by ${whole}, got no ${name}`);
      }
      key[name] = keyValue(type, value);
    }
    const found = await this.client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
    return found.Item;
  }

  private async describeKey(table: string): Promise<TableKey> {
    const { Table } = await this.client.send(new DescribeTableCommand({ TableName: table }));
    const { KeySchema = [], AttributeDefinitions = [] } = Table ?? {};
    return KeySchema.map(({ AttributeName: name = '' }) => {
      const type = AttributeDefinitions.find((each) => each.AttributeName === name)?.AttributeType;
      return { name, type: type === 'N' || type === 'B' ? type : 'S' };
    });
  }
}

/** Over every attribute of every item, those included that only the platform needs; no order of the items changes it. */
export function itemsChecksum(items: readonly Item[]): string {
  const digest = createHash('sha256');
  for (const text of items.map(itemText).sort()) digest.update(text).update('\n');
  return digest.digest('hex').slice(0, 16);
}

/** A text that two items share exactly when they are equal. */
export function itemText(item: Item): string {
  const entries = Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(entries.map(([name, value]) => [name, Object.keys(value)[0], attributeText(value)]));
}

function keyValue(type: TableKey[number]['type'], text: string): AttributeValue {
  if (type === 'N') return { N: text };
  return type === 'B' ? { B: Buffer.from(text, 'base64') } : { S: text };
}
