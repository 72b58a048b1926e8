import type { RunnableJob, RunningPlatform } from '../../session/running-platform';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import { CatalogCopy } from './catalog-copy';
import { lakeObjects } from './lake-objects';
import { differingKeys, type TableChecksum, tableChecksum } from './table-checksum';
import { queryEngineOf, targetTables } from './target-tables';

export const RERUN_CLAIM =
  'a rerun and a replay of the whole archive write nothing; a rebuild from the archive gives the same tables';

/** What the name of a folder goes on with that a second life of the tables is made in. */
const ASIDE = '__rebuild';

/**
 * A run without new objects and a replay of the whole archive leave every file of the lake as it is; a rebuild from the
 * archive, elsewhere and with an empty checkpoint, gives the same tables.
 */
export async function proveRerun(
  platform: RunningPlatform,
  job: RunnableJob,
  subject: ProofSubject,
  lake: Lake = lakeOf(platform, job),
): Promise<Proof> {
  const place = asideOf(platform, job);
  const aside = (argument: string): Record<string, string> => ({
    [argument]: `${job.defaultArguments[argument]}/${place}`,
  });
  const before = await lake.objects();
  await job.run();
  const rerun = changes('a rerun', before, await lake.objects());
  await job.run({ ...aside('--checkpoints'), ...aside('--quarantine') });
  const replay = changes('a replay', before, await lake.objects());
  await job.run({ ...aside('--checkpoints'), ...aside('--quarantine'), ...aside('--lake') });
  const { tables, problems } = await compareRebuilt(platform, job, lake, `${job.defaultArguments['--lake']}/${place}`);
  const all = [...rerun, ...replay, ...problems];
  return {
    ...subject,
    expected: `${before.length} objects stay, ${tables} tables are equal`,
    actual: all.length === 0 ? `${before.length} objects stay, ${tables} tables are equal` : all.join('; '),
    passed: all.length === 0 && before.length > 0 && tables > 0,
  };
}

/** What a job writes, beside its tables as SQL finds them. */
export interface Lake {
  /** Keys of all objects of the job's tables. */
  objects(): Promise<string[]>;
  /** Lets SQL see tables that were written elsewhere. */
  readonly copies: Pick<CatalogCopy, 'create' | 'remove'>;
}

function lakeOf(platform: RunningPlatform, job: RunnableJob): Lake {
  return { objects: () => lakeObjects(platform, job), copies: new CatalogCopy(platform.awsClient) };
}

/** The job's role lets it write in folders only whose names begin as those of its tables do; nothing is there yet from an earlier proof. */
function asideOf(platform: RunningPlatform, job: RunnableJob): string {
  const [table] = targetTables(platform, job);
  return `${table?.name}${ASIDE}${job.runs.length}`;
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
  { copies }: Lake,
  folder: string,
): Promise<{ readonly tables: number; readonly problems: readonly string[] }> {
  const engine = queryEngineOf(platform);
  const tables = targetTables(platform, job);
  const problems: string[] = [];
  for (const table of tables) {
    const rebuilt = await copies.create(table, `${folder}/${table.name}`);
    try {
      const [kept, made] = [await tableChecksum(engine, table), await tableChecksum(engine, rebuilt)];
      if (kept.rows !== made.rows || kept.checksum !== made.checksum) {
        const keys = await differingKeys(engine, table, rebuilt);
        problems.push(`${table.name} ${describe(kept)}, rebuilt ${describe(made)}: ${keys.join(', ')}`);
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
