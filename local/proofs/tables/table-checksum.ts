import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { QueryEngine } from '../../servers/local-server';
import { fillSql, quoted, textLiteral, textOf } from './engine-sql';
import type { TargetTable } from './target-tables';

const read = (name: string): string => readFileSync(join(__dirname, 'sql', name), 'utf8');
const CHECKSUM_SQL = read('target-checksum.sql');
const COLUMNS_SQL = read('target-columns.sql');
const DIFFERENCES_SQL = read('target-differences.sql');
const MOST_KEYS = 6;

/** Number of rows, and a sum over a hash of each, which no order of the rows changes. */
export interface TableChecksum {
  readonly rows: string;
  readonly checksum: string;
}

/** Over every column of a table, those included that only the platform needs. */
export async function tableChecksum(engine: QueryEngine, table: TargetTable): Promise<TableChecksum> {
  const values = (await columnsOf(engine, table))
    .map(({ text }) => text)
    .sort()
    // Tells a missing value from an empty one.
    .map((text) => `COALESCE('=' || ${text}, '-')`);
  const { rows } = await engine.query(
    fillSql(CHECKSUM_SQL, { values: values.join(', '), table: quoted(table.name) }),
    table.database,
  );
  return { rows: String(rows[0]?.[0]), checksum: String(rows[0]?.[1]) };
}

/** Keys of the first rows that a table and another life of it do not share, such as `only kept ["1"]`. */
export async function differingKeys(engine: QueryEngine, kept: TargetTable, rebuilt: TargetTable): Promise<string[]> {
  const columns = await columnsOf(engine, kept);
  const keys = kept.keys.map((key) => key.toLowerCase());
  const sql = fillSql(DIFFERENCES_SQL, {
    values: columns.map(({ name, text }) => `${text} AS ${quoted(name)}`).join(', '),
    keys: keys.map(quoted).join(', '),
    kept: quoted(kept.name),
    rebuilt: quoted(rebuilt.name),
    most: String(MOST_KEYS),
  });
  const { rows } = await engine.query(sql, kept.database);
  return rows.map(([side, ...values]) => `${side} ${JSON.stringify(values)}`);
}

async function columnsOf(
  engine: QueryEngine,
  { database, name: table }: TargetTable,
): Promise<{ readonly name: string; readonly text: string }[]> {
  const sql = fillSql(COLUMNS_SQL, { database: textLiteral(database), table: textLiteral(table) });
  const { rows } = await engine.query(sql, database);
  return rows.map(([name, type]) => ({ name: String(name), text: textOf(String(name), String(type)) }));
}
