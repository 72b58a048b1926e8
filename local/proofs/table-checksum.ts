import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { QueryEngine } from '../servers/local-server';
import { fillSql, textLiteral, textOf } from './engine-sql';
import type { TargetTable } from './target-tables';

const read = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');
const CHECKSUM_SQL = read('target-checksum.sql');
const COLUMNS_SQL = read('target-columns.sql');

/** Number of rows, and a sum over a hash of each, which no order of the rows changes. */
export interface TableChecksum {
  readonly rows: string;
  readonly checksum: string;
}

/** Over every column of a table, those included that only the platform needs. */
export async function tableChecksum(engine: QueryEngine, { database, name }: TargetTable): Promise<TableChecksum> {
  const described = await engine.query(
    fillSql(COLUMNS_SQL, { database: textLiteral(database), table: textLiteral(name) }),
    database,
  );
  const values = described.rows
    .map(([column, type]) => textOf(String(column), String(type)))
    .sort()
    // Tells a missing value from an empty one.
    .map((text) => `COALESCE('=' || ${text}, '-')`);
  const { rows } = await engine.query(
    fillSql(CHECKSUM_SQL, { values: values.join(', '), table: `"${name}"` }),
    database,
  );
  return { rows: String(rows[0]?.[0]), checksum: String(rows[0]?.[1]) };
}
