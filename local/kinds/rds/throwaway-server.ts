import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { LocalRunError } from '../../local-run-error';
import { type RuntimePaths, runtimePaths } from '../../paths';
import { awaitInterruption, InterruptedError } from '../../processes/interruption';
import { Supervisor } from '../../processes/supervisor';
import { type CertificateAuthority, createAuthority } from '../../servers/create-certificates';
import type { DatabaseAdmin, DatabaseServer } from '../../servers/local-server';

/** A make of servers that can be there for one piece of work. */
export interface ThrowawayKind {
  /** Part of the setup, and folder of the runtime, that holds it. */
  readonly part: 'mysql' | 'postgres';
  start(place: ThrowawayPlace): Promise<DatabaseServer>;
}

export interface ThrowawayPlace {
  readonly supervisor: Supervisor;
  readonly runtime: RuntimePaths;
  readonly authority: CertificateAuthority;
  readonly admin: () => Promise<DatabaseAdmin>;
  readonly dataDirectory: string;
}

/**
 * Starts a server that is there for one piece of work, and ends it with the work, or when this process is asked to stop.
 *
 * @param root of the project
 * @throws InterruptedError when the process was asked to stop
 */
export async function withThrowawayServer<T>(
  root: string,
  { part, start }: ThrowawayKind,
  work: (server: DatabaseServer) => Promise<T>,
): Promise<T> {
  const runtime = runtimePaths(join(root, '.runtime'), process.env);
  if (!existsSync(runtime[part])) {
    throw new LocalRunError(`${runtime[part]} is missing: run \`node bin/setup.mjs --parts ${part}\` first`);
  }
  const folder = mkdtempSync(join(tmpdir(), `tributary-${part}-`));
  const interruption = awaitInterruption();
  const supervisor = new Supervisor(basename(folder), folder);
  const serve = async (): Promise<T> => {
    const authority = await createAuthority(join(folder, 'tls'));
    const admin = { user: 'admin', password: randomBytes(16).toString('hex') };
    const dataDirectory = join(folder, part);
    return work(await start({ supervisor, runtime, authority, admin: () => Promise.resolve(admin), dataDirectory }));
  };
  try {
    const stopped = interruption.signal.then((signal) => Promise.reject(new InterruptedError(signal)));
    return await Promise.race([serve(), stopped]);
  } finally {
    await supervisor.stopAll();
    interruption.forget();
    rmSync(folder, { recursive: true, force: true });
  }
}
