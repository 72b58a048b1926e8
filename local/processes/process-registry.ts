import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ProcessIdentity } from './process-identity';

const FILE_NAME = 'processes.json';

/** What a run writes down about itself, so that a later run can end what it left behind. */
export interface RegisteredRun {
  readonly runId: string;
  readonly owner: ProcessIdentity;
  readonly processes: readonly (ProcessIdentity & { readonly name: string })[];
}

/** Replaces the registry at once, so that a reader never sees half of it. */
export function writeRegistry(runDirectory: string, run: RegisteredRun): void {
  const path = join(runDirectory, FILE_NAME);
  writeFileSync(`${path}.new`, JSON.stringify(run, undefined, 2));
  renameSync(`${path}.new`, path);
}

/** @returns undefined when the run ended by itself, which removes its registry */
export function readRegistry(runDirectory: string): RegisteredRun | undefined {
  try {
    return JSON.parse(readFileSync(join(runDirectory, FILE_NAME), 'utf8')) as RegisteredRun;
  } catch {
    return undefined;
  }
}

export function removeRegistry(runDirectory: string): void {
  rmSync(join(runDirectory, FILE_NAME), { force: true });
}
