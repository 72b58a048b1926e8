import { setTimeout as sleep } from 'node:timers/promises';

import type { ConnectWorker } from '../../servers/local-server';
import { askWorker } from './ask-worker';
import { ConnectorError, connectorStatus, describeStatus } from './create-connector';

const POLL_MILLISECONDS = 100;

/** Tasks flush, and commit where they are; Kafka Connect gives them five seconds before it goes on without. */
const STOP_SECONDS = 60;

/**
 * Stops a connector and all its tasks, which store their positions; its configuration stays, and so does what it stored.
 *
 * @throws ConnectorError when it does not stop
 */
export async function stopConnector(worker: ConnectWorker, name: string): Promise<void> {
  await requestState(worker, name, 'stop');
  const deadline = Date.now() + STOP_SECONDS * 1000;
  for (;;) {
    const status = await connectorStatus(worker, name);
    if (status?.connector.state === 'STOPPED' && status.tasks.length === 0) return;
    if (Date.now() > deadline) {
      throw new ConnectorError(`connector ${name} did not stop within ${STOP_SECONDS} s: ${describeStatus(status)}`);
    }
    await sleep(POLL_MILLISECONDS);
  }
}

/** Lets a stopped connector run again; it makes its tasks anew. */
export function resumeConnector(worker: ConnectWorker, name: string): Promise<void> {
  return requestState(worker, name, 'resume');
}

async function requestState(worker: ConnectWorker, name: string, state: 'stop' | 'resume'): Promise<void> {
  const url = `${worker.url}/connectors/${encodeURIComponent(name)}/${state}`;
  const answer = await askWorker(url, { method: 'PUT' });
  if (!answer.ok) throw new ConnectorError(`connector ${name} cannot ${state} (${answer.status}): ${answer.text}`);
}
