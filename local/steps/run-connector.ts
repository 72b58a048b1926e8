import type { ConnectorModel } from '../model/platform';
import type { RunningConnector } from '../platform';
import type { ConnectWorker } from '../servers/local-server';
import type { Session } from '../session';
import { createConnector, runningConfiguration, waitUntilRunning } from './create-connector';
import { requireKnownKeys } from './require-known-keys';

/** A connector's configuration as it runs here: synthesized, resolved, with overrides. */
export function connectorConfiguration(
  model: ConnectorModel,
  { overrides, resolver }: Pick<Session, 'overrides' | 'resolver'>,
): Record<string, string> {
  return overrides.apply('connector', resolver.textMap(model.resource, 'ConnectorConfiguration'));
}

/** Creates a connector on its worker, and waits until it works. */
export async function runConnector(
  model: ConnectorModel,
  config: Readonly<Record<string, string>>,
  worker: ConnectWorker,
): Promise<RunningConnector> {
  await requireKnownKeys(worker, model.name, config);
  await createConnector(worker, model.name, config);
  await waitUntilRunning(worker, model.name);
  return { model, worker, config: await runningConfiguration(worker, model.name) };
}
