import type { RunningConnector, RunningPlatform } from '../platform';
import type { QueryEngine } from '../servers/local-server';
import { type CapturedTable, capturedTables, connectAsAdmin, databaseOf } from './captured-tables';
import { type Proof, WALKTHROUGH } from './proof';
import type { UpsertProver } from './prove-upsert';
import { comparedColumns, sourceChecksum, type TableChecksum, targetChecksum } from './table-checksum';
import { type TargetTable, targetTables } from './target-tables';

export const TABLES_CLAIM = 'every table equals its source by count and order-free checksum';

/** Every table that the job keeps has the rows of its source: the same count, the same order-free checksum. */
export async function proveTables(
  platform: RunningPlatform,
  source: RunningConnector,
  { job, engine }: UpsertProver,
  id: string,
): Promise<Proof> {
  const connection = await connectAsAdmin(databaseOf(platform, source));
  const captured = capturedTables(source);
  const tables = targetTables(platform, job);
  const problems: string[] = [];
  let rows = 0n;
  try {
    for (const table of tables) {
      const from = captured.find(({ topic }) => topic === table.topic);
      if (from === undefined) {
        problems.push(`${table.name}: no connector captures ${table.topic}`);
        continue;
      }
      const compared = await compare(engine, connection, from, table);
      rows += BigInt(compared.source.rows);
      problems.push(...compared.problems);
    }
  } finally {
    await connection.end();
  }
  return {
    pipeline: WALKTHROUGH,
    id,
    claim: TABLES_CLAIM,
    expected: `${rows} rows of ${tables.length} tables`,
    actual: problems.length === 0 ? `${rows} rows of ${tables.length} tables` : problems.join('; '),
    passed: problems.length === 0 && rows > 0n,
  };
}

async function compare(
  engine: QueryEngine,
  connection: Awaited<ReturnType<typeof connectAsAdmin>>,
  from: CapturedTable,
  table: TargetTable,
): Promise<{ readonly source: TableChecksum; readonly problems: readonly string[] }> {
  const { columns, missing } = await comparedColumns(connection, from, engine, table);
  const source = await sourceChecksum(connection, from, columns);
  const target = await targetChecksum(engine, table, columns);
  const problems = missing.map((column) => `${table.name} lacks column ${column}`);
  if (source.rows !== target.rows || source.checksum !== target.checksum) {
    problems.push(`${table.name}: source ${describe(source)}, table ${describe(target)}`);
  }
  return { source, problems };
}

export function describe({ rows, checksum }: TableChecksum): string {
  return `${rows} rows with checksum ${checksum}`;
}
