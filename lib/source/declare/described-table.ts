import type { CascadeRow } from '../bootstrap/cascade-problems';
import type { TableKeyRow } from '../bootstrap/source-problems';
import type { SourceColumn } from '../bootstrap/type-holds';
import type { SourceTypes } from './source-types';

/** A table of a server, or what else has rows there, as the bootstrap's own statements describe it. */
export interface DescribedTable {
  readonly schema: string;
  readonly table: string;
  /** `BASE TABLE`, or what else it is. */
  readonly kind: string;
  readonly keyRows: readonly TableKeyRow[];
  readonly columns: readonly SourceColumn[];
  /** Names of columns whose values the log does not have. */
  readonly untoldColumns: readonly string[];
  readonly cascades: readonly CascadeRow[];
  /** What of the table itself the log does not tell, as the bootstrap says it. */
  readonly problems: readonly string[];
  readonly types: SourceTypes;
}

export const BASE_TABLE = 'BASE TABLE';

/** Why what is no table is not declared, by what it is. */
const NO_TABLES: Readonly<Record<string, string>> = {
  PARTITION: 'is a partition: its rows are those of its parent',
  'FOREIGN TABLE': 'is a foreign table: its rows are in the log of another server',
  'UNLOGGED TABLE': 'is an unlogged table: its rows are in no log',
  'TEMPORARY TABLE': 'is a temporary table: its rows are in no log',
  'TABLE OF AN EXTENSION': 'is a table of an extension: its rows come with that',
};

/** Why something is not declared that is no table; undefined for a table. */
export function noTableReason({ kind }: DescribedTable): string | undefined {
  return kind === BASE_TABLE
    ? undefined
    : (NO_TABLES[kind] ?? `is a ${kind.toLowerCase()}: its rows are those of tables`);
}

/** Names of the columns of the primary key, in its order. */
export function keyOf({ keyRows }: DescribedTable): string[] {
  return keyRows.flatMap(({ columnName }) => columnName ?? []);
}

/** Columns that tables made of it can have. */
export function toldColumns({ columns, untoldColumns }: DescribedTable): SourceColumn[] {
  return columns.filter(({ columnName }) => !untoldColumns.includes(columnName));
}
