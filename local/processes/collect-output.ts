import { spawn } from 'node:child_process';

import { signalGroup } from './end-process-group';

export interface CollectedProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the program with all that it started. Without one it ends as its caller does, by a Ctrl-C of the terminal. */
  readonly signal?: AbortSignal;
}

export interface CollectedOutput {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** All that it said on either stream, in the order in which it came, without blanks around it. */
  readonly said: string;
}

/**
 * Runs a program to its end.
 *
 * @throws the reason why it cannot be started, or the signal's when that was given before
 */
export async function collectOutput({ command, args, cwd, env, signal }: CollectedProgram): Promise<CollectedOutput> {
  signal?.throwIfAborted();
  // A group of its own, so that all that it started ends with it.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: signal !== undefined });
  const end = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  };
  signal?.addEventListener('abort', end, { once: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    // Characters may arrive in parts.
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => signal?.removeEventListener('abort', end));
  return { exitCode, said: said.trim() };
}
