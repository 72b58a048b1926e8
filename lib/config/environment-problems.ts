import { DEFAULT_PARTITIONS, type Table, tableId } from '../../connectors/dataset';
import { rowSizeProblems } from '../../connectors/fragments/record-size';
import { tableProblems } from '../../connectors/table-problems';
import { type DatabaseCapture, databaseCaptures, type TableSelection } from './capture';
import type { DatabaseConfig, EnvironmentConfig } from './environment';
import { oneOf } from './one-of';

const ENVIRONMENT_NAME = /^[a-z][a-z0-9-]{0,19}$/;
/** What keeps tables of all pipelines is named as theirs are. */
const UPKEEP = 'upkeep';
/** What stacks, connectors and topics can all be named by. */
export const DATABASE_KEY = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

/**
 * Every contradiction between the knobs of an environment but those of its captures and pipelines, as `property rule, got:
 * value` sentences.
 */
export function environmentProblems(config: EnvironmentConfig): string[] {
  return [
    ...(ENVIRONMENT_NAME.test(config.name)
      ? []
      : [`\`name\` must be a lower-case letter followed by up to 19 letters, digits or -, got: ${config.name}`]),
    ...(config.account === undefined || /^\d{12}$/.test(config.account)
      ? []
      : [`\`account\` must be 12 digits, got: ${config.account}`]),
    ...(['databases', 'captures', 'pipelines'] as const).flatMap((part) =>
      keyProblems(part, Object.keys(config[part])),
    ),
    ...Object.keys(config.pipelines)
      .filter((name) => Object.hasOwn(config.captures, name))
      .map((name) => `\`pipelines\` must have names that no capture has, got: ${name}`),
    ...Object.keys(config.pipelines)
      .filter((name) => name.toLowerCase() === UPKEEP)
      .map((name) => `\`pipelines\` must leave the name of the lake's upkeep free, got: ${name}`),
    ...Object.entries(config.databases).flatMap(([key, database]) => databaseProblems(key, database, config)),
    ...rowSizeProblems('streaming.maxRowSize', config.streaming.maxRowSize.toBytes()),
  ];
}

/**
 * What environments of one app do to each other, as `property rule, got: value` sentences: names of what they run begin with
 * their own, and are unique in an account and region.
 */
export function neighbourProblems(configs: readonly EnvironmentConfig[]): string[] {
  const names = configs.map(({ name }) => name);
  return configs.flatMap(({ name }, index) => [
    ...(names.indexOf(name) === index ? [] : [`\`ENVIRONMENTS\` must have names of their own, got twice: ${name}`]),
    ...names
      .filter((other) => other.startsWith(`${name}-`))
      .map(
        (other) =>
          `\`ENVIRONMENTS\` must have names of which none begins another before a -, for so begin the names of what they run, got: ${name} and ${other}`,
      ),
  ]);
}

function keyProblems(part: string, keys: readonly string[]): string[] {
  const spelled = keys.map((key) => key.toLowerCase());
  return [
    ...keys
      .filter((key) => !DATABASE_KEY.test(key))
      .map((key) => `\`${part}\` must be named by a letter followed by up to 39 letters, digits or -, got: ${key}`),
    ...keys
      .filter((key) => /-\d+$/.test(key))
      .map((key) => `\`${part}\` must not end in - and a number, which tells groups of tables apart, got: ${key}`),
    ...keys
      .filter((key, index) => spelled.indexOf(key.toLowerCase()) !== index)
      .map((key) => `\`${part}\` must have names that differ in more than case, got: ${key}`),
  ];
}

function databaseProblems(key: string, { tables }: DatabaseConfig, { captures }: EnvironmentConfig): string[] {
  const at = `databases.${key}`;
  const readers = databaseCaptures(captures).filter(([, { database }]) => database === key);
  const readersOf = (table: string): typeof readers =>
    readers.filter(([, capture]) => capture.tables === 'all' || capture.tables.includes(table));
  const ids = Object.values(tables).map(tableId);
  return [
    ...Object.entries(tables).flatMap(([name, table]) => [
      ...tableProblems(`${at}.tables.${name}`, inTopic(table, readersOf(name)[0]?.[1])),
      ...epochProblems(`${at}.tables.${name}`, table, readersOf(name)),
    ]),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => `\`${at}.tables\` must declare each table once, got twice: ${id}`),
    ...(readers.length > 0
      ? Object.keys(tables)
          .filter((table) => readersOf(table).length === 0)
          .map((table) => `\`${at}.tables\` must be captured by someone, got: ${table}`)
      : [`\`${at}\` must be read by a capture, or it is paid for without use, got: none of \`captures\``]),
  ];
}

/** With the partitions that its records are in. */
function inTopic(table: Table, capture: DatabaseCapture | undefined): Table {
  const shared = capture?.sharedTopic;
  return shared === undefined ? table : { ...table, partitions: shared.partitions ?? DEFAULT_PARTITIONS };
}

/** Offsets are those of one topic. */
function epochProblems(at: string, { epochs = [] }: Table, readers: readonly (readonly [string, unknown])[]): string[] {
  return epochs.length === 0 || readers.length <= 1
    ? []
    : [
        `\`${at}.epochs\` must be of a table that one capture reads, for they are offsets of its topic, got: ${readers.map(([key]) => key).join(' and ')}`,
      ];
}

/**
 * What is wrong with a choice of tables, as `property rule, got: value` sentences.
 *
 * @param known keys that there are to choose from
 */
export function selectionProblems(at: string, selection: TableSelection, known: readonly string[]): string[] {
  if (selection === 'all') {
    return known.length > 0 ? [] : [`\`${at}\` must have at least one table to choose from, got: all of none`];
  }
  return [
    ...(selection.length > 0 ? [] : [`\`${at}\` must name at least one table, or be all, got: []`]),
    ...oneOf(at, selection, known),
    ...selection
      .filter((key, index) => selection.indexOf(key) !== index)
      .map((key) => `\`${at}\` must name each table once, got twice: ${key}`),
  ];
}
