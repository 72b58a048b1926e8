import type { RunningConnector, RunningPlatform } from '../platform';
import { capturedTables, connectAsAdmin, databaseOf } from './captured-tables';
import { CatalogCopy } from './catalog-copy';
import { type Proof, WALKTHROUGH } from './proof';
import { describe } from './prove-tables';
import type { UpsertProver } from './prove-upsert';
import { comparedColumns, targetChecksum } from './table-checksum';
import { targetTables } from './target-tables';

export const RERUN_CLAIM =
  'a rerun and a replay of the whole archive write nothing; a rebuild from the archive gives the same tables';

/** Folder below each of the job's own ones that a second life of the tables is made in. */
const ASIDE = 'rebuild';

/**
 * A run without new objects and a replay of the whole archive leave every file of the lake as it is; a rebuild from the
 * archive, elsewhere and with an empty checkpoint, gives the same tables.
 */
export async function proveRerun(
  platform: RunningPlatform,
  source: RunningConnector,
  upsert: UpsertProver,
  id: string,
): Promise<Proof> {
  const { job } = upsert;
  const aside = (argument: string): Record<string, string> => ({
    [argument]: `${job.defaultArguments[argument]}/${ASIDE}`,
  });
  const before = await upsert.lakeObjects();
  await job.run();
  const rerun = changes('a rerun', before, await upsert.lakeObjects());
  await job.run({ ...aside('--checkpoints'), ...aside('--quarantine') });
  const replay = changes('a replay', before, await upsert.lakeObjects());
  await job.run({ ...aside('--checkpoints'), ...aside('--quarantine'), ...aside('--lake') });
  const { tables, problems } = await compareRebuilt(platform, source, upsert);
  const all = [...rerun, ...replay, ...problems];
  return {
    pipeline: WALKTHROUGH,
    id,
    claim: RERUN_CLAIM,
    expected: `${before.length} objects stay, ${tables} tables are equal`,
    actual: all.length === 0 ? `${before.length} objects stay, ${tables} tables are equal` : all.join('; '),
    passed: all.length === 0 && before.length > 0 && tables > 0,
  };
}

function changes(what: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((key) => !before.includes(key));
  const removed = before.filter((key) => !after.includes(key));
  if (added.length + removed.length === 0) return [];
  return [`${what} added ${added.length} and removed ${removed.length} objects: ${[...added, ...removed].slice(0, 3)}`];
}

async function compareRebuilt(
  platform: RunningPlatform,
  source: RunningConnector,
  { job, engine }: UpsertProver,
): Promise<{ readonly tables: number; readonly problems: readonly string[] }> {
  const copies = new CatalogCopy(platform.awsClient);
  const connection = await connectAsAdmin(databaseOf(platform, source));
  const captured = capturedTables(source);
  const tables = targetTables(platform, job);
  const problems: string[] = [];
  try {
    for (const table of tables) {
      const from = captured.find(({ topic }) => topic === table.topic);
      if (from === undefined) continue;
      const { columns } = await comparedColumns(connection, from, engine, table);
      const position = { source: '__position', target: '__position', targetType: 'varchar' };
      const rebuilt = await copies.create(table, `${job.defaultArguments['--lake']}/${ASIDE}/${table.name}`);
      const [kept, made] = [
        await targetChecksum(engine, table, [...columns, position]),
        await targetChecksum(engine, rebuilt, [...columns, position]),
      ];
      await copies.remove(rebuilt);
      if (kept.rows !== made.rows || kept.checksum !== made.checksum) {
        problems.push(`${table.name} ${describe(kept)}, rebuilt ${describe(made)}`);
      }
    }
  } finally {
    await connection.end();
  }
  return { tables: tables.length, problems };
}
