import { ownTopicOf } from '../model/included-tables';

type Members = Readonly<Record<string, unknown>>;

/** What a change says of the table that it is of. */
export interface ChangedTable {
  readonly prefix: string;
  readonly schema: string;
  readonly table: string;
}

/** @returns undefined for a value that is no change in Debezium's envelope */
export function changedTable(value: unknown): ChangedTable | undefined {
  const source = (value as Members | null)?.source as Members | null | undefined;
  const { name, db, schema, table } = source ?? {};
  if (typeof name !== 'string' || typeof table !== 'string') return undefined;
  return { prefix: name, schema: String(schema ?? db), table };
}

/** The topic that it would be in if no transform of its source had put it into another. */
export function ownTopic({ prefix, schema, table }: ChangedTable): string {
  return ownTopicOf(prefix, `${schema}.${table}`);
}
