import { setTimeout as sleep } from 'node:timers/promises';

import { NotReadyError } from './process-errors';
import { processorWait } from './processor-wait';
import type { RunningProcess } from './supervisor';

const FIRST_POLL_MILLISECONDS = 100;
/** Of the time that a server has taken so far: a question to one that starts takes from it what it starts with. */
const POLL_SHARE = 0.05;

/** How many times as long a server gets at most where others have the processors. */
const MOST_TIMES_AS_LONG = 10;

/**
 * Waits until a server answers a real request.
 *
 * @param check resolves when the server works; a rejection means not yet
 * @param timeoutSeconds those do not count in which it could run and others did
 * @throws ProcessEndedError when the process ends first
 * @throws NotReadyError after the time limit, with the last rejection as its cause
 */
export async function waitUntilReady(
  process: RunningProcess,
  check: () => Promise<unknown>,
  timeoutSeconds: number,
): Promise<void> {
  const limit = timeoutSeconds * 1000;
  const started = Date.now();
  let [passed, counted, waited] = [0, 0, processorWait(process.pid)];
  for (;;) {
    if (process.endedWith() !== undefined) throw process.failure();
    try {
      await check();
      return;
    } catch (problem) {
      if (process.endedWith() !== undefined) throw process.failure();
      const step = Date.now() - started - passed;
      const wait = processorWait(process.pid);
      counted += Math.max(0, step - Math.max(0, wait - waited));
      [passed, waited] = [passed + step, wait];
      if (counted > limit || passed > limit * MOST_TIMES_AS_LONG) {
        throw new NotReadyError(process.name, timeoutSeconds, process.logFile, problem);
      }
    }
    await sleep(Math.max(FIRST_POLL_MILLISECONDS, passed * POLL_SHARE));
  }
}
