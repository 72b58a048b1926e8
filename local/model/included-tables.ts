import { generatedTopic } from './generated-topic';

/** A table that a source connector captures, as its own configuration says; one that it makes up is called as its topic. */
export interface IncludedTable {
  /** As the source calls it, such as `salesdb.CUSTOMER`. */
  readonly id: string;
  readonly topic: string;
}

/** @param config a connector's; none where it is no source's, or its list is known at deployment only */
export function includedTables(config: Readonly<Record<string, unknown>>): IncludedTable[] {
  const generated = generatedTopic(config);
  if (generated !== undefined) return [{ id: generated, topic: generated }];
  return splitList(config['table.include.list']).map((pattern) => {
    const id = plainPattern(pattern);
    // As Debezium names it: Kafka has fewer characters than a database.
    return { id, topic: `${config['topic.prefix']}.${id}`.replaceAll(/[^A-Za-z0-9._-]/g, '_') };
  });
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
