import type { RunnableJob, RunningPlatform } from '../../session/running-platform';
import type { Proof } from '../proof';
import type { ProofSubject } from '../proof-log';
import type { SourceLog } from '../source-log';
import { TableUpkeep } from './table-upkeep';
import { compareTarget } from './target-table';
import { queryEngineOf, targetTables } from './target-tables';

export const TABLES_CLAIM = 'every table of the job equals its source, row by row';

interface ComparedTables {
  readonly rows: number;
  readonly tables: number;
  readonly problems: readonly string[];
}

/**
 * Brings the job's tables up to date, and compares each with its source. The run before it hides no damage but what is made
 * good by it: a job writes only rows of which events came since, as the source has them, and finds nothing to do for all others.
 */
export async function proveTables(
  platform: RunningPlatform,
  logs: readonly SourceLog[],
  job: RunnableJob,
  subject: ProofSubject,
): Promise<Proof> {
  const { rows, tables, problems } = await upToDate(platform, logs, job);
  const expected = `${rows} rows of ${tables} tables`;
  return {
    ...subject,
    expected,
    actual: problems.length === 0 ? expected : problems.join('; '),
    passed: problems.length === 0 && tables > 0,
  };
}

async function upToDate(
  platform: RunningPlatform,
  logs: readonly SourceLog[],
  job: RunnableJob,
): Promise<ComparedTables> {
  const upkeep = new TableUpkeep(job);
  await upkeep.run();
  try {
    return await upkeep.compare(
      () => compareTables(platform, logs, job),
      ({ problems }) => problems.length === 0,
    );
  } finally {
    await upkeep.stop();
  }
}

async function compareTables(
  platform: RunningPlatform,
  logs: readonly SourceLog[],
  job: RunnableJob,
): Promise<ComparedTables> {
  const engine = queryEngineOf(platform);
  const targets = targetTables(platform, job);
  const problems: string[] = [];
  let rows = 0;
  for (const target of targets) {
    const log = logs.find(({ tables }) => tables.some(({ ownTopic }) => ownTopic === target.topic));
    const captured = log?.tables.find(({ ownTopic }) => ownTopic === target.topic);
    if (log === undefined || captured === undefined) {
      problems.push(`${target.name}: no connector captures ${target.topic}`);
      continue;
    }
    const source = await log.readTable(captured);
    const difference = await compareTarget(source.table, source.rows, engine, target);
    rows += difference.rows;
    problems.push(...difference.missing.map((column) => `${target.name} lacks column ${column}`));
    if (difference.count > 0) problems.push(`${target.name}: ${difference.count} rows differ`, ...difference.examples);
  }
  return { rows, tables: targets.length, problems };
}
