import type { RunnableJob, RunningPlatform } from '../platform';
import { CatalogCopy } from './catalog-copy';
import { lakeObjects } from './lake-objects';
import type { Proof } from './proof';
import type { ProofSubject } from './proof-log';
import { type TableChecksum, tableChecksum } from './table-checksum';
import { queryEngineOf, targetTables } from './target-tables';

export const RERUN_CLAIM =
  'a rerun and a replay of the whole archive write nothing; a rebuild from the archive gives the same tables';

/** What the name of a folder ends with that a second life of the tables is made in. */
const ASIDE = '__rebuild';

/**
 * A run without new objects and a replay of the whole archive leave every file of the lake as it is; a rebuild from the
 * archive, elsewhere and with an empty checkpoint, gives the same tables.
 */
export async function proveRerun(platform: RunningPlatform, job: RunnableJob, subject: ProofSubject): Promise<Proof> {
  const aside = (argument: string): Record<string, string> => ({
    [argument]: asideOf(platform, job, argument),
  });
  const objects = (): Promise<string[]> => lakeObjects(platform, job);
  const before = await objects();
  await job.run();
  const rerun = changes('a rerun', before, await objects());
  await job.run({ ...aside('--checkpoints'), ...aside('--quarantine') });
  const replay = changes('a replay', before, await objects());
  await job.run({ ...aside('--checkpoints'), ...aside('--quarantine'), ...aside('--lake') });
  const { tables, problems } = await compareRebuilt(platform, job);
  const all = [...rerun, ...replay, ...problems];
  return {
    ...subject,
    expected: `${before.length} objects stay, ${tables} tables are equal`,
    actual: all.length === 0 ? `${before.length} objects stay, ${tables} tables are equal` : all.join('; '),
    passed: all.length === 0 && before.length > 0 && tables > 0,
  };
}

/** The job's role lets it write in folders only whose names begin as those of its tables do. */
function asideOf(platform: RunningPlatform, job: RunnableJob, argument: string): string {
  const [table] = targetTables(platform, job);
  return `${job.defaultArguments[argument]}/${table?.name}${ASIDE}`;
}

function changes(what: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((key) => !before.includes(key));
  const removed = before.filter((key) => !after.includes(key));
  if (added.length + removed.length === 0) return [];
  return [`${what} added ${added.length} and removed ${removed.length} objects: ${[...added, ...removed].slice(0, 3)}`];
}

async function compareRebuilt(
  platform: RunningPlatform,
  job: RunnableJob,
): Promise<{ readonly tables: number; readonly problems: readonly string[] }> {
  const copies = new CatalogCopy(platform.awsClient);
  const engine = queryEngineOf(platform);
  const tables = targetTables(platform, job);
  const problems: string[] = [];
  for (const table of tables) {
    const rebuilt = await copies.create(table, `${asideOf(platform, job, '--lake')}/${table.name}`);
    try {
      const [kept, made] = [await tableChecksum(engine, table), await tableChecksum(engine, rebuilt)];
      if (kept.rows !== made.rows || kept.checksum !== made.checksum) {
        problems.push(`${table.name} ${describe(kept)}, rebuilt ${describe(made)}`);
      }
    } finally {
      await copies.remove(rebuilt);
    }
  }
  return { tables: tables.length, problems };
}

function describe({ rows, checksum }: TableChecksum): string {
  return `${rows} rows with checksum ${checksum}`;
}
