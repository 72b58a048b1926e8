import { setTimeout as sleep } from 'node:timers/promises';

import type { ControlEndpoint } from '../control/control-file';
import type { ControlRequest } from '../control/control-message';
import { selectRun } from '../control/select-run';
import { ControlError, sendCommand } from '../control/send-command';
import { isAlive } from '../processes/process-identity';
import { readRegistry } from '../processes/process-registry';

export interface KeptRunCommand {
  /** Working copy of the run. */
  readonly projectDirectory: string;
  /** Environment that has to run; undefined for whatever runs. */
  readonly environment: string | undefined;
  /** Id of the run, when several stay up. */
  readonly runId: string | undefined;
  readonly request: ControlRequest;
  readonly print: (line: string) => void;
}

const STOP_SECONDS = 60;
const POLL_MILLISECONDS = 100;

/**
 * Tells a run that stays up what to do, and prints what it answers.
 *
 * @returns the exit code that the run answers; 0 for one that was stopped
 * @throws LocalRunError when there is no such run, or it ends before it answered
 */
export async function commandKeptRun(command: KeptRunCommand): Promise<number> {
  const { projectDirectory, environment, runId, request, print } = command;
  const run = selectRun(projectDirectory, environment, runId);
  if (request.command !== 'stop') return sendCommand(run, request, print);
  await stopRun(run);
  print(`run ${run.runId} has ended`);
  return 0;
}

/** Returns when the process is gone, and with it everything that it started. */
async function stopRun(run: ControlEndpoint): Promise<void> {
  const owner = readRegistry(run.directory)?.owner;
  await sendCommand(run, { command: 'stop' }, () => {}).catch((error: unknown) => {
    // It may be on its way already, and then answers nobody.
    if (!(error instanceof ControlError)) throw error;
  });
  const deadline = Date.now() + STOP_SECONDS * 1000;
  while (owner !== undefined && isAlive(owner)) {
    if (Date.now() > deadline) throw new ControlError(`run ${run.runId} did not end within ${STOP_SECONDS} s`);
    await sleep(POLL_MILLISECONDS);
  }
}
