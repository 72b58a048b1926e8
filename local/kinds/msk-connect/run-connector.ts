import { ledToStandIn } from '../../data/stand-in-address';
import type { ConnectorModel } from '../../model/platform';
import type { ConnectWorker } from '../../servers/local-server';
import type { RunningConnector } from '../../session/running-platform';
import type { Session } from '../../session/session';
import { createConnector, runningConfiguration, waitUntilRunning } from './create-connector';
import { requireKnownKeys } from './require-known-keys';

/** Keys by which Debezium's connectors are told where their database is. */
const ADDRESS = { host: 'database.hostname', port: 'database.port' } as const;

/** A connector's configuration as it runs here: synthesized, resolved, with overrides. */
export function connectorConfiguration(
  model: ConnectorModel,
  { overrides, resolver, local }: Pick<Session, 'overrides' | 'resolver' | 'local'>,
): Record<string, string> {
  const synthesized = resolver.textMap(model.resource, 'ConnectorConfiguration');
  return overrides.apply('connector', ledToStandIn(synthesized, ADDRESS, local));
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
