import { escaped } from './exact-pattern';

/** Tables of a schema that are captured although nobody declared them. */
export interface UndeclaredTables {
  readonly schema: string;
  /** Names of tables that nobody may take for one of them. */
  readonly except: readonly string[];
}

/**
 * Names that Kafka and the lake have as well. Of any other two tables could have one name there, and rows of both would be in one
 * table.
 */
export const UNDECLARED_NAME = '[A-Za-z0-9_]+';

/** An entry of Debezium's include list. */
export function undeclaredPattern({ schema, except }: UndeclaredTables): string {
  const left = except.length === 0 ? '' : `(?!(?:${except.map(escaped).join('|')})$)`;
  return `(?-i)${escaped(schema)}\\.${left}${UNDECLARED_NAME}`;
}
