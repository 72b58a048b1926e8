import { askWorker } from '../kinds/msk-connect/ask-worker';
import { ConnectorError } from '../kinds/msk-connect/create-connector';
import type { ConnectWorker } from '../servers/local-server';

/**
 * Starts again what failed of a connector: itself, or tasks. It is what MSK Connect does for `RestartConnector` with
 * `onlyFailedTasks`; positions and configuration stay.
 *
 * @throws ConnectorError when the worker refuses
 */
export async function restartFailed(worker: ConnectWorker, name: string): Promise<void> {
  const url = `${worker.url}/connectors/${encodeURIComponent(name)}/restart?includeTasks=true&onlyFailed=true`;
  const answer = await askWorker(url, { method: 'POST' });
  if (!answer.ok) throw new ConnectorError(`connector ${name} cannot restart (${answer.status}): ${answer.text}`);
}
