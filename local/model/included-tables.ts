import { generatedTopic } from './generated-topic';
import { transformPrefix } from './transform-prefix';

const ROUTER = 'io.debezium.transforms.ByLogicalTableRouter';
const CASE_COUNTS = '(?-i)';
/** What no name has unescaped, and every entry has that stands for more than one. */
const PATTERN = /(?<!\\)[[(*+?|]/;

/** A table that a source connector captures, as its own configuration says; one that it makes up is called as its topic. */
export interface IncludedTable {
  /** As the source calls it, such as `salesdb.CUSTOMER`. */
  readonly id: string;
  /** That its records are in, others' perhaps as well. */
  readonly topic: string;
  /** Named after it alone: what its records are told apart by, and jobs know it by, in whatever topic they are. */
  readonly ownTopic: string;
}

/** @param config a connector's; none where it is no source's, or its list is known at deployment only */
export function includedTables(config: Readonly<Record<string, unknown>>): IncludedTable[] {
  const generated = generatedTopic(config);
  if (generated !== undefined) return [{ id: generated, topic: generated, ownTopic: generated }];
  return included(config)
    .filter((entry) => !isPattern(entry))
    .map((pattern) => includedTable(config, plainPattern(pattern)));
}

/** As Debezium names it where no transform puts it elsewhere: Kafka has fewer characters than a database. */
export function ownTopicOf(prefix: string, id: string): string {
  return `${prefix}.${id}`.replaceAll(/[^A-Za-z0-9._-]/g, '_');
}

/** A table of that name, where the connector captures it. */
export function includedTable(config: Readonly<Record<string, unknown>>, id: string): IncludedTable {
  const ownTopic = ownTopicOf(String(config['topic.prefix']), id);
  return { id, topic: rerouted(config, ownTopic), ownTopic };
}

/** Patterns of tables that a source connector captures although nobody named them. */
export function undeclaredTables(config: Readonly<Record<string, unknown>>): RegExp[] {
  return included(config)
    .filter(isPattern)
    .map((entry) => {
      const countsCase = entry.startsWith(CASE_COUNTS);
      return new RegExp(`^(?:${countsCase ? entry.slice(CASE_COUNTS.length) : entry})$`, countsCase ? '' : 'i');
    });
}

/** Whether a connector puts the records of several tables into one topic. */
export function sharesTopic(config: Readonly<Record<string, unknown>>): boolean {
  return transformPrefix(config, ROUTER) !== undefined;
}

/** Debezium and Kafka Connect split at commas that no backslash stands before. */
export function splitList(list: unknown): string[] {
  if (typeof list !== 'string') return [];
  return list
    .split(/(?<!\\),/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The name that a pattern of an include list stands for: without flags in front, and without escapes. */
export function plainPattern(pattern: string): string {
  return pattern
    .replace(/^\(\?[a-z-]+\)/, '')
    .replaceAll(/\(\?[a-z-]*:((?:[^()\\]|\\.)*)\)/g, '$1')
    .replaceAll(/\\(.)/g, '$1');
}

function included(config: Readonly<Record<string, unknown>>): string[] {
  return splitList(config['table.include.list']);
}

function isPattern(entry: string): boolean {
  return PATTERN.test(entry.startsWith(CASE_COUNTS) ? entry.slice(CASE_COUNTS.length) : entry);
}

/** Where the connector's transform puts what Debezium puts into a topic. */
function rerouted(config: Readonly<Record<string, unknown>>, topic: string): string {
  const prefix = transformPrefix(config, ROUTER);
  if (prefix === undefined) return topic;
  return topic.replace(
    new RegExp(`^(?:${config[`${prefix}topic.regex`]})$`),
    String(config[`${prefix}topic.replacement`]),
  );
}
