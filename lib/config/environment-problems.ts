import { type Table, tableId, tableProblems, topicName } from '../../connectors/dataset';
import { rowSizeProblems } from '../../connectors/fragments/record-size';
import { statementReadingProblems } from '../../connectors/statement-reading';
import type { CaptureConfig, DatabaseConfig, EnvironmentConfig } from './environment';
import { oneOf } from './one-of';

const ENVIRONMENT_NAME = /^[a-z][a-z0-9-]{0,19}$/;
/** What stacks, connectors and topics can all be named by. */
export const DATABASE_KEY = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;
const MAX_READER_ID = 2 ** 32 - 1;

/**
 * Every contradiction between the knobs of an environment but those of its pipelines, as `property rule, got: value`
 * sentences.
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
    ...Object.keys(config.captures)
      .map((key) => `${key}-cdc`)
      .filter((name) => Object.hasOwn(config.pipelines, name))
      .map((name) => `\`pipelines\` must have names that no connector of a capture has, got: ${name}`),
    ...Object.entries(config.databases).flatMap(([key, database]) => databaseProblems(key, database, config)),
    ...Object.entries(config.captures).flatMap(([key, capture]) => captureProblems(key, capture, config)),
    ...readerProblems(config),
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
  const readers = Object.values(captures).filter(({ database }) => database === key);
  const ids = Object.values(tables).map(tableId);
  const isRead = (table: string): boolean =>
    readers.some((capture) => capture.tables === 'all' || capture.tables.includes(table));
  return [
    ...Object.entries(tables).flatMap(([name, table]) => tableProblems(`${at}.tables.${name}`, table)),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => `\`${at}.tables\` must declare each table once, got twice: ${id}`),
    ...(readers.length > 0
      ? Object.keys(tables)
          .filter((table) => !isRead(table))
          .map((table) => `\`${at}.tables\` must be captured by someone, got: ${table}`)
      : [`\`${at}\` must be read by a capture, or it is paid for without use, got: none of \`captures\``]),
  ];
}

function captureProblems(key: string, capture: CaptureConfig, { databases }: EnvironmentConfig): string[] {
  const at = `captures.${key}`;
  const known = databases[capture.database];
  return [
    ...oneOf(`${at}.database`, [capture.database], Object.keys(databases)),
    ...(known === undefined
      ? []
      : [
          ...selectionProblems(`${at}.tables`, capture.tables, Object.keys(known.tables)),
          ...topicProblems(key, capture, known.tables),
        ]),
    ...(Number.isInteger(capture.readerId) && capture.readerId >= 1 && capture.readerId <= MAX_READER_ID
      ? []
      : [`\`${at}.readerId\` must be a whole number from 1 to ${MAX_READER_ID}, got: ${capture.readerId}`]),
    ...statementReadingProblems(`${at}.statements`, capture.statements ?? []),
  ];
}

/** Kafka has fewer characters in names than a database, so that two tables may have one topic. */
function topicProblems(key: string, capture: CaptureConfig, tables: Readonly<Record<string, Table>>): string[] {
  const owners = new Map<string, string>();
  return Object.entries(tables)
    .filter(([table]) => capture.tables === 'all' || capture.tables.includes(table))
    .flatMap(([name, table]) => {
      const topic = topicName({ ...table, source: key });
      const owner = owners.get(topic);
      owners.set(topic, name);
      return owner === undefined || tableId(tables[owner] ?? table) === tableId(table)
        ? []
        : [
            `\`captures.${key}.tables\` must have topics of their own; a capture for one of them gives it another, got: ${topic} of ${owner} and ${name}`,
          ];
    });
}

/** Of both engines. */
const DEFAULT_PORT = 3306;

/** Of two readers with one id, the server throws the first out when the second comes. */
function readerProblems({ captures, databases }: EnvironmentConfig): string[] {
  const seen = new Map<string, string>();
  return Object.entries(captures).flatMap(([key, { database, readerId }]) => {
    const known = databases[database];
    const server =
      known?.kind === 'existing' ? `${known.hostname.toLowerCase()}:${known.port ?? DEFAULT_PORT}` : database;
    const id = `${server} ${readerId}`;
    const other = seen.get(id);
    seen.set(id, other ?? key);
    return other === undefined
      ? []
      : [
          `\`captures.${key}.readerId\` must be its own among the readers of ${database} (${other} has it), got: ${readerId}`,
        ];
  });
}

/**
 * What is wrong with a choice of tables, as `property rule, got: value` sentences.
 *
 * @param known keys that there are to choose from
 */
export function selectionProblems(at: string, selection: CaptureConfig['tables'], known: readonly string[]): string[] {
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
