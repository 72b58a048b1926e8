import { type Dataset, DEFAULT_TRUNCATE_POLICY, isOfChanges, tableId } from '../../connectors/dataset';
import { sourceNames } from '../../connectors/dataset-column';
import { oneOf } from '../config/one-of';
import { itemKey, itemKeyProblems } from '../keyvalue/item-key';
import { type ItemTable, nameOf } from '../keyvalue/item-tables';
import type { Pipeline } from './destination-kind';
import type { DynamoDbOptions } from './dynamodb';

const TABLE_NAME = /^[A-Za-z0-9_.-]{3,255}$/;
/** As many as one stack holds with room for what else it has. */
const MOST_TABLES = 300;

/** Every rule that a pipeline to DynamoDB breaks, as `property rule, got: value` sentences; empty when it is sound. */
export function dynamodbProblems(
  at: string,
  { name, datasets, tables, tellsRowsBefore }: Pipeline,
  options: DynamoDbOptions,
  itemTables: readonly ItemTable[],
): string[] {
  const { keys = {}, maxTasks, flatten = false } = options;
  const names = itemTables.map(nameOf);
  return [
    ...(Number.isInteger(maxTasks) && maxTasks >= 1
      ? []
      : [`\`${at}.maxTasks\` must be a whole number of at least 1, got: ${maxTasks}`]),
    ...oneOf(`${at}.keys`, Object.keys(keys), Object.keys(tables)),
    ...Object.entries(tables).flatMap(([key, dataset]) => itemKeyProblems(`${at}.keys.${key}`, dataset, keys[key])),
    ...(tellsRowsBefore
      ? []
      : Object.entries(tables).flatMap(([key, table]) => movedProblems(at, key, table, options))),
    ...(datasets.length <= MOST_TABLES
      ? []
      : [`\`pipelines.${name}.tables\` must be at most ${MOST_TABLES}, got: ${datasets.length}`]),
    ...names
      .filter((table) => !TABLE_NAME.test(table))
      .map(
        (table) =>
          `\`${at}.tableNameFormat\` must make names of 3 to 255 letters, digits, _, - or ., got: ${table || '(empty)'}`,
      ),
    ...names
      .filter((table, index) => names.indexOf(table) !== index)
      .map((table) => `\`${at}.tableNameFormat\` must make tables of their own, got twice: ${table}`),
    ...datasets
      .filter(({ truncate = DEFAULT_TRUNCATE_POLICY }) => truncate === 'apply')
      .map(
        (dataset) =>
          `\`pipelines.${name}.tables\` must not have \`truncate\` apply, for no sink can empty a table and know what came after, got: ${tableId(dataset)}`,
      ),
    ...(flatten && datasets.some(isOfChanges)
      ? [`\`${at}.flatten\` must be false for changes of a database, whose rows lie in an envelope, got: true`]
      : []),
    ...retentionProblems(at, options),
  ];
}

/** A row whose item is found by more than its key leaves it when that changes, and only the row before says which it was. */
function movedProblems(at: string, key: string, dataset: Dataset, { keys = {} }: DynamoDbOptions): string[] {
  const { hash, sort } = itemKey(dataset, keys[key]);
  const own = dataset.keyColumns.flatMap((name) => sourceNames(name, dataset.columns[name] ?? ''));
  return [hash, sort]
    .filter((field) => field !== undefined)
    .filter((field) => !own.some((name) => name.toLowerCase() === field.toLowerCase()))
    .map(
      (field) =>
        `\`${at}.keys.${key}\` must be of columns of the primary key where flat rows tell none before an update, got: ${field} of ${tableId(dataset)}`,
    );
}

function retentionProblems(at: string, { deletes, tombstoneRetention }: DynamoDbOptions): string[] {
  if (tombstoneRetention === undefined) {
    return [];
  }
  const seconds = tombstoneRetention.toSeconds({ integral: false });
  return [
    ...(deletes === 'delete'
      ? [`\`${at}.tombstoneRetention\` must be left out where \`deletes\` is delete, got: ${seconds} s`]
      : []),
    ...(Number.isInteger(seconds) && seconds >= 1
      ? []
      : [`\`${at}.tombstoneRetention\` must be whole seconds, at least 1, got: ${seconds} s`]),
  ];
}
