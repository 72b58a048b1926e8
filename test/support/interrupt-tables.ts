import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(__dirname, '..', '..');
const POLL_MILLISECONDS = 50;

/** What a run of the command for tables leaves when it is interrupted while its server is up. */
export interface Interrupted {
  readonly exitCode: unknown;
  /** Of its temporary folders. */
  readonly left: readonly string[];
  /** Files of declared tables. */
  readonly tableFiles: readonly string[];
}

/**
 * @param engine whose folder the server has
 * @param folder of a test's own
 */
export async function interruptTables(
  engine: 'mysql' | 'postgres',
  dump: string,
  folder: string,
): Promise<Interrupted> {
  const temporary = mkdtempSync(join(folder, 'interrupted-'));
  const args = ['-r', 'ts-node/register/transpile-only', 'bin/tables.ts', '--database', 'stopped', '--from', dump];
  const command = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, TMPDIR: temporary } });
  const ended = new Promise((done) => command.once('exit', (code) => done(code)));
  while (!readdirSync(temporary).some((name) => readdirSync(join(temporary, name)).includes(engine))) {
    await sleep(POLL_MILLISECONDS);
  }
  command.kill('SIGINT');
  return {
    exitCode: await ended,
    left: readdirSync(temporary).filter((name) => name.startsWith('tributary-')),
    tableFiles: readdirSync(join(ROOT, 'lib', 'config', 'tables')),
  };
}
