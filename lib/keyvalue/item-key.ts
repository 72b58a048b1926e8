import { type Dataset, tableId } from '../../connectors/dataset';
import { columnType, type DatasetColumn, sourceNames } from '../../connectors/dataset-column';

/** Fields of a row, as its events call them, that find its item. */
export interface ItemKey {
  /** Spreads items over the table. */
  readonly hash: string;
  /**
   * Orders items with one hash.
   *
   * @default - none: the hash alone finds an item
   */
  readonly sort?: string;
}

/** `N`: a number, `S`: a text. */
export type KeyType = 'N' | 'S';

/** By how events hold values of a declared type. Decimals, dates and bytes are texts there; what is true or false finds no item. */
const KEY_TYPES: Readonly<Record<string, KeyType>> = {
  TINYINT: 'N',
  SMALLINT: 'N',
  INT: 'N',
  BIGINT: 'N',
  FLOAT: 'N',
  DOUBLE: 'N',
  STRING: 'S',
  BINARY: 'S',
  DATE: 'S',
  TIMESTAMP: 'S',
};
/** What an item's key has at most. */
const MOST_FIELDS = 2;

/** The key that was said, or the table's own. */
export function itemKey(dataset: Dataset, said: ItemKey | undefined): ItemKey {
  const [hash = '', sort] = dataset.keyColumns;
  return said ?? (sort === undefined ? { hash } : { hash, sort });
}

/** @returns undefined where no key can have the field */
export function keyType(dataset: Dataset, field: string): KeyType | undefined {
  const [, column] = columnOf(dataset, field) ?? [];
  if (column === undefined) {
    return undefined;
  }
  const type = columnType(column);
  return type.startsWith('DECIMAL') ? 'S' : KEY_TYPES[type];
}

/**
 * Every rule that the key of a dataset's items breaks, as `property rule, got: value` sentences; empty when it is sound.
 *
 * @param at path of the key, without quotes
 */
export function itemKeyProblems(at: string, dataset: Dataset, said: ItemKey | undefined): string[] {
  const id = tableId(dataset);
  if (dataset.keyColumns.length > MOST_FIELDS) {
    return [
      `\`${at}\` must be of a table whose primary key has at most ${MOST_FIELDS} columns, which is what an item's key has, got: ${dataset.keyColumns.join(', ')} of ${id}`,
    ];
  }
  const { hash, sort } = itemKey(dataset, said);
  const fields = sort === undefined ? { hash } : { hash, sort };
  const named = Object.values(fields).map((field) => columnOf(dataset, field)?.[0]);
  return [
    ...Object.entries(fields).flatMap(([property, field]) => fieldProblems(`${at}.${property}`, dataset, field, said)),
    ...(hash === sort ? [`\`${at}.sort\` must be another field than \`hash\`, got: ${sort}`] : []),
    ...dataset.keyColumns
      .filter((column) => !named.includes(column))
      .map(
        (column) =>
          `\`${at}\` must have every column of the table's primary key, or two rows would be one item, got none for: ${column} of ${id}`,
      ),
  ];
}

function fieldProblems(at: string, dataset: Dataset, field: string, said: ItemKey | undefined): string[] {
  const [name, column] = columnOf(dataset, field) ?? [];
  if (column === undefined) {
    return [
      `\`${at}\` must be a column of ${tableId(dataset)} (${Object.keys(dataset.columns).join(', ')}), got: ${field}`,
    ];
  }
  if (said === undefined && typeof column !== 'string' && column.from !== undefined) {
    return [`\`${at}\` must say what the source calls the column, for items have the names of events, got: ${name}`];
  }
  return [
    ...(typeof column !== 'string' && column.dropped === true
      ? [`\`${at}\` must be a column that the source has, got: ${field}`]
      : []),
    ...(keyType(dataset, field) === undefined
      ? [`\`${at}\` must be of a type that a key can have (number or text), got: ${columnType(column)} of ${field}`]
      : []),
  ];
}

/** The column that a field of an event is of: its own name, or another that the source has or had for it. */
function columnOf({ columns }: Dataset, field: string): [string, DatasetColumn] | undefined {
  return Object.entries(columns).find(([name, column]) => sourceNames(name, column).includes(field));
}
