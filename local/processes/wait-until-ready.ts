import { setTimeout as sleep } from 'node:timers/promises';

import { NotReadyError } from './process-errors';
import type { RunningProcess } from './supervisor';

const POLL_MILLISECONDS = 100;

/**
 * Waits until a server answers a real request.
 *
 * @param check resolves when the server works; a rejection means not yet
 * @throws ProcessEndedError when the process ends first
 * @throws NotReadyError after the time limit, with the last rejection as its cause
 */
export async function waitUntilReady(
  process: RunningProcess,
  check: () => Promise<unknown>,
  timeoutSeconds: number,
): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    if (process.endedWith() !== undefined) throw process.failure();
    try {
      await check();
      return;
    } catch (problem) {
      if (process.endedWith() !== undefined) throw process.failure();
      if (Date.now() > deadline) throw new NotReadyError(process.name, timeoutSeconds, process.logFile, problem);
    }
    await sleep(POLL_MILLISECONDS);
  }
}
