import type { RunnableJob, RunningPlatform } from '../../session/running-platform';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import { DeltaLives } from './delta-lives';
import { IcebergLives } from './iceberg-lives';
import { differingKeys, type TableChecksum, tableChecksum } from './table-checksum';
import type { TableLives, TablePair } from './table-lives';
import { queryEngineOf } from './target-tables';

/** @param job that makes its tables of an archive, or of a log */
export function rerunClaim({ model: { log } }: Pick<RunnableJob, 'model'>): string {
  const source = log === undefined ? 'archive' : 'log';
  return `a rerun and a replay of the whole ${source} write nothing; a rebuild from the ${source} gives the same tables`;
}

/**
 * A run without anything new and a replay of all that the job ever read leave every file of its tables as it is; tables that it
 * makes of it from nothing are the same.
 */
export async function proveRerun(
  platform: RunningPlatform,
  job: RunnableJob,
  subject: ProofSubject,
  lives: TableLives = livesOf(platform, job),
): Promise<Proof> {
  const before = await lives.objects();
  await job.run();
  const rerun = changes('a rerun', before, await lives.objects());
  await lives.replay();
  const replay = changes('a replay', before, await lives.objects());
  const { tables, problems } = await lives.rebuild((pairs) => compareRebuilt(platform, pairs));
  const all = [...rerun, ...replay, ...problems];
  return {
    ...subject,
    expected: `${before.length} objects stay, ${tables} tables are equal`,
    actual: all.length === 0 ? `${before.length} objects stay, ${tables} tables are equal` : all.join('; '),
    passed: all.length === 0 && before.length > 0 && tables > 0,
  };
}

function livesOf(platform: RunningPlatform, job: RunnableJob): TableLives {
  return job.model.log === undefined ? new DeltaLives(platform, job) : new IcebergLives(platform, job);
}

function changes(what: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((key) => !before.includes(key));
  const removed = before.filter((key) => !after.includes(key));
  if (added.length + removed.length === 0) return [];
  return [`${what} added ${added.length} and removed ${removed.length} objects: ${[...added, ...removed].slice(0, 3)}`];
}

async function compareRebuilt(
  platform: RunningPlatform,
  pairs: readonly TablePair[],
): Promise<{ readonly tables: number; readonly problems: readonly string[] }> {
  const engine = queryEngineOf(platform);
  const problems: string[] = [];
  for (const pair of pairs) {
    const [kept, made] = [await tableChecksum(engine, pair.kept), await tableChecksum(engine, pair.rebuilt)];
    if (kept.rows !== made.rows || kept.checksum !== made.checksum) {
      const keys = await differingKeys(engine, pair.kept, pair.rebuilt);
      problems.push(`${pair.table} ${describe(kept)}, rebuilt ${describe(made)}: ${keys.join(', ')}`);
    }
  }
  return { tables: pairs.length, problems };
}

function describe({ rows, checksum }: TableChecksum): string {
  return `${rows} rows with checksum ${checksum}`;
}
