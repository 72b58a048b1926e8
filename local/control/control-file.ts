import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processes/process-identity';
import { readRegistry } from '../processes/process-registry';
import { runsDirectory } from '../session/open-run';

const FILE_NAME = 'control.json';

/** How to reach a run that stays up. */
export interface ControlEndpoint {
  readonly runId: string;
  readonly environment: string;
  /** Folder of the run. */
  readonly directory: string;
  /** Address on the loopback interface. */
  readonly url: string;
  /** Whoever has it may change the run. */
  readonly token: string;
}

/** Writes the endpoint down, for this user only. */
export function writeControlFile(endpoint: ControlEndpoint): void {
  writeFileSync(join(endpoint.directory, FILE_NAME), JSON.stringify(endpoint), { mode: 0o600 });
}

export function removeControlFile(directory: string): void {
  rmSync(join(directory, FILE_NAME), { force: true });
}

/** The endpoints of all runs of a working copy that stay up, the newest last. A run that was killed has none any more. */
export function findControlEndpoints(projectDirectory: string): ControlEndpoint[] {
  const parent = runsDirectory(projectDirectory);
  return folderNames(parent).flatMap((name) => {
    const owner = readRegistry(join(parent, name))?.owner;
    const endpoint = owner !== undefined && isAlive(owner) ? readControlFile(join(parent, name)) : undefined;
    return endpoint === undefined ? [] : [endpoint];
  });
}

function readControlFile(directory: string): ControlEndpoint | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, FILE_NAME), 'utf8')) as ControlEndpoint;
  } catch {
    return undefined;
  }
}

function folderNames(parent: string): string[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}
