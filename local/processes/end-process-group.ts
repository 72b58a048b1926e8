import { setTimeout as sleep } from 'node:timers/promises';

import { identifyProcess } from './process-identity';

const POLL_MILLISECONDS = 50;

/** A killed process is gone at once unless the kernel is busy with its memory or files. */
const KILL_SECONDS = 5;

/** Sends a signal to a process group; a group that is gone already is no error. */
export function signalGroup(groupLeader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupLeader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends process groups: asks all of them at once, after the grace period kills those that are left, and returns when
 * their leaders are gone. Members that outlive their leader are killed with it.
 *
 * @param groupLeaders ids of processes that each lead their own group
 */
export async function endProcessGroups(groupLeaders: readonly number[], graceSeconds: number): Promise<void> {
  for (const leader of groupLeaders) signalGroup(leader, 'SIGTERM');
  await untilGone(groupLeaders, graceSeconds);
  for (const leader of groupLeaders) signalGroup(leader, 'SIGKILL');
  await untilGone(groupLeaders, KILL_SECONDS);
}

async function untilGone(pids: readonly number[], seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (pids.some((pid) => identifyProcess(pid) !== undefined) && Date.now() < deadline)
    await sleep(POLL_MILLISECONDS);
}
