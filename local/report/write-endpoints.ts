import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { allServers, type RunningPlatform } from '../session/running-platform';
import { writeJson } from './write-report';

/** How to reach every server of a run that stays up. */
export interface Endpoints {
  readonly runId: string;
  readonly environment: string;
  readonly servers: readonly {
    readonly name: string;
    readonly kind: string;
    readonly host: string;
    readonly port: number;
    readonly user: string | undefined;
    readonly password: string | undefined;
  }[];
}

export function endpointsFile(projectDirectory: string): string {
  return join(projectDirectory, 'out', 'local', 'endpoints.json');
}

/** Writes down how to reach every server of a run that stays up. */
export function writeEndpoints(
  projectDirectory: string,
  runId: string,
  environment: string,
  platform: RunningPlatform,
): void {
  const servers = allServers(platform).map(({ name, kind, host, port, user, password }) => ({
    name,
    kind,
    host,
    port,
    user,
    password,
  }));
  const { host, privilegedServers } = platform.kafka;
  const privileged = {
    name: 'kafka (without authentication, may do everything)',
    kind: platform.kafka.kind,
    host,
    port: Number(privilegedServers.split(':')[1]),
    user: undefined,
    password: undefined,
  };
  const writers = platform.databases.map(({ server, writer }) => ({
    name: `${server.name} (${writer.user})`,
    kind: server.kind,
    host: server.host,
    port: server.port,
    ...writer,
  }));
  writeJson(endpointsFile(projectDirectory), { runId, environment, servers: [...servers, privileged, ...writers] });
}

/** @returns undefined when nothing stays up */
export function readEndpoints(projectDirectory: string): Endpoints | undefined {
  try {
    return JSON.parse(readFileSync(endpointsFile(projectDirectory), 'utf8')) as Endpoints;
  } catch {
    return undefined;
  }
}

/** Removes the file when it still is this run's: a later run may have written its own. */
export function removeEndpoints(projectDirectory: string, runId: string): void {
  if (readEndpoints(projectDirectory)?.runId === runId) rmSync(endpointsFile(projectDirectory), { force: true });
}
