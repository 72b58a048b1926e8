import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import type { RunPaths } from '../paths';
import { readRegistry } from '../processes/process-registry';

/** Folders of finished runs that are kept for their logs. */
const KEPT_RUNS = 5;

const RUN_ID = /^\d{8}T\d{6}-\d+$/;

/** Folder of all runs' results in a working copy. */
export function runsDirectory(projectDirectory: string): string {
  return join(projectDirectory, 'out', 'local');
}

/** Makes the folder of a new run, lets `latest` lead to it, and erases the oldest finished ones. */
export function openRun(projectDirectory: string, now: Date): RunPaths {
  const parent = runsDirectory(projectDirectory);
  const runId = `${now.toISOString().replace(/[-:]|\..*/g, '')}-${process.pid}`;
  const directory = join(parent, runId);
  mkdirSync(directory, { recursive: true });
  eraseOldRuns(parent, runId);
  const pointer = join(parent, 'latest');
  symlinkSync(runId, `${pointer}.${runId}`);
  renameSync(`${pointer}.${runId}`, pointer);
  return { runId, directory, data: join(directory, 'data'), assembly: join(directory, 'cdk.out') };
}

function eraseOldRuns(parent: string, current: string): void {
  const finished = readdirSync(parent)
    .filter((name) => RUN_ID.test(name) && name !== current && readRegistry(join(parent, name)) === undefined)
    .sort();
  for (const name of finished.slice(0, -KEPT_RUNS)) rmSync(join(parent, name), { recursive: true, force: true });
}

/**
 * Erases the results of finished runs and everything that only saves time.
 *
 * @returns ids of runs that are under way; with any, the cache stays, for they use it
 */
export function eraseCachedState(projectDirectory: string, cache: string, current: string): string[] {
  const parent = runsDirectory(projectDirectory);
  const others = readdirSync(parent).filter((name) => RUN_ID.test(name) && name !== current);
  const running = others.filter((name) => readRegistry(join(parent, name)) !== undefined);
  for (const name of others) {
    if (!running.includes(name)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  if (running.length === 0) rmSync(cache, { recursive: true, force: true });
  return running;
}

/** Erases what a run no longer needs once its servers are stopped; logs and report stay. */
export function eraseRunData(paths: RunPaths): void {
  for (const folder of [paths.data, paths.assembly]) rmSync(folder, { recursive: true, force: true });
}
