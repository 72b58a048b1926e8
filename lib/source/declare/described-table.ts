import type { CascadeRow } from '../bootstrap/cascade-problems';
import type { TableKeyRow } from '../bootstrap/source-problems';
import type { SourceColumn } from '../bootstrap/type-holds';

/** A table of a server, or what else has rows there, as the bootstrap's own statements describe it. */
export interface DescribedTable {
  readonly schema: string;
  readonly table: string;
  /** `BASE TABLE`, or what else it is. */
  readonly kind: string;
  readonly keyRows: readonly TableKeyRow[];
  readonly columns: readonly SourceColumn[];
  readonly cascades: readonly CascadeRow[];
}

export const BASE_TABLE = 'BASE TABLE';

/** Names of the columns of the primary key, in its order. */
export function keyOf({ keyRows }: DescribedTable): string[] {
  return keyRows.flatMap(({ columnName }) => columnName ?? []);
}
