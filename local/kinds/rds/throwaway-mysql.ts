import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { LocalRunError } from '../../local-run-error';
import { runtimePaths } from '../../paths';
import { awaitInterruption, InterruptedError } from '../../processes/interruption';
import { pickFreePort } from '../../processes/start-on-free-port';
import { Supervisor } from '../../processes/supervisor';
import { createAuthority } from '../../servers/create-certificates';
import type { DatabaseServer } from '../../servers/local-server';
import { MYSQL_VERSION, startMysql } from './start-mysql';

/** Nothing of it has to outlive anything. */
const PARAMETERS = { innodb_flush_method: 'nosync', sync_binlog: '0', sql_mode: '' };

/**
 * Starts a MySQL server that is there for one piece of work, and ends it with the work, or when this process is asked to stop.
 *
 * @param root of the project
 * @throws InterruptedError when the process was asked to stop
 */
export async function withThrowawayMysql<T>(root: string, work: (server: DatabaseServer) => Promise<T>): Promise<T> {
  const runtime = runtimePaths(join(root, '.runtime'), process.env);
  if (!existsSync(runtime.mysql)) {
    throw new LocalRunError(`${runtime.mysql} is missing: run \`node bin/setup.mjs --parts mysql\` first`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'tributary-mysql-'));
  const interruption = awaitInterruption();
  const supervisor = new Supervisor(basename(folder), folder);
  const serve = async (): Promise<T> => {
    const authority = await createAuthority(join(folder, 'tls'));
    const admin = { user: 'admin', password: randomBytes(16).toString('hex') };
    const spec = {
      name: 'mysql',
      engine: 'mysql',
      engineVersion: MYSQL_VERSION,
      parameters: PARAMETERS,
      admin: () => Promise.resolve(admin),
      database: undefined,
      data: [],
      authority,
      dataDirectory: join(folder, 'mysql'),
    } as const;
    return work(await startMysql(supervisor, runtime, spec, pickFreePort));
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
