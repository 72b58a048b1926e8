import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { endProcessGroups } from './end-process-group';
import { belongsToRun, isAlive } from './process-identity';
import { readRegistry, removeRegistry } from './process-registry';

const GRACE_SECONDS = 5;

/** A run that was killed, and what of it was still running. */
export interface Leftover {
  readonly runId: string;
  readonly processNames: readonly string[];
}

/**
 * Ends what killed runs left running. Only a process that a dead run wrote down, that has the same start time and that
 * carries that run's mark in its environment is touched; runs whose owner lives are left alone.
 *
 * @param runsDirectory holds one folder per run
 */
export async function endLeftovers(runsDirectory: string): Promise<Leftover[]> {
  const leftovers: Leftover[] = [];
  if (!existsSync(runsDirectory)) return leftovers;
  for (const entry of readdirSync(runsDirectory, { withFileTypes: true })) {
    const runDirectory = join(runsDirectory, entry.name);
    const run = entry.isDirectory() ? readRegistry(runDirectory) : undefined;
    if (run === undefined || isAlive(run.owner)) continue;
    const alive = run.processes.filter((process) => isAlive(process) && belongsToRun(process.pid, run.runId));
    await endProcessGroups(
      alive.map((process) => process.pid),
      GRACE_SECONDS,
    );
    rmSync(join(runDirectory, 'data'), { recursive: true, force: true });
    removeRegistry(runDirectory);
    leftovers.push({ runId: run.runId, processNames: alive.map((process) => process.name) });
  }
  return leftovers;
}
