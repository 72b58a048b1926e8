import { setTimeout as sleep } from 'node:timers/promises';
import { connectorStatus, describeStatus, isRunning } from '../kinds/msk-connect/create-connector';
import { causeChain } from '../local-run-error';
import type { RunningConnector } from '../session/running-platform';

const POLL_MILLISECONDS = 500;

/** Longer than restarts in a row take until they are of use, or in vain. */
const PATIENCE_SECONDS = 60;

/** Whether a connector, or the worker under it, is given up: nothing more comes of it. */
export function isDead({ worker }: Pick<RunningConnector, 'worker'>): boolean {
  return worker.process.history.deaths().length > 0;
}

/** @returns how a connector is that does not run, and does not come back either; undefined for one that runs */
export async function describeStandstill(connector: RunningConnector): Promise<string | undefined> {
  const { model, worker } = connector;
  const deadline = Date.now() + PATIENCE_SECONDS * 1000;
  for (;;) {
    let state: string;
    try {
      const status = await connectorStatus(worker, model.name);
      if (status !== undefined && isRunning(status)) return undefined;
      state = describeStatus(status);
    } catch (error) {
      state = causeChain(error)[0]?.split('\n')[0] ?? '';
    }
    if (isDead(connector) || Date.now() > deadline) return state;
    await sleep(POLL_MILLISECONDS);
  }
}
