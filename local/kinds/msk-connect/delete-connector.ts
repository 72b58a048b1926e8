import type { RunningConnector } from '../../session/running-platform';
import { askWorker } from './ask-worker';
import { ConnectorError } from './create-connector';
import { stopConnector } from './stop-connector';

/** For clients that leave their groups, and transactions that end. */
const GRACE_SECONDS = 20;

/**
 * Deletes a connector with its worker, as MSK Connect does. Its topics stay, and with them its stored offsets; a sink's
 * consumer group stays as well.
 */
export async function deleteConnector({ model, worker }: RunningConnector): Promise<void> {
  if (worker.process.endedWith() === undefined) {
    await stopConnector(worker, model.name);
    const url = `${worker.url}/connectors/${encodeURIComponent(model.name)}`;
    const answer = await askWorker(url, { method: 'DELETE' });
    if (!answer.ok) {
      throw new ConnectorError(`connector ${model.name} was not deleted (${answer.status}): ${answer.text}`);
    }
  }
  await worker.process.stop(GRACE_SECONDS);
}
