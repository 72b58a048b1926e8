import type { ConnectorModel } from '../model/platform';
import type { RunningConnector } from '../platform';
import type { ConnectWorker } from '../servers/local-server';
import type { Session } from '../session';
import { connectorConfiguration, runConnector } from './run-connector';

/**
 * Creates the connectors with their synthesized configuration, each after those that its template says it depends on,
 * and sinks after the sources that fill their topics.
 */
export async function startConnectors(
  connectors: readonly ConnectorModel[],
  workers: ReadonlyMap<string, ConnectWorker>,
  session: Session,
): Promise<RunningConnector[]> {
  const running: RunningConnector[] = [];
  const pending = connectors.map((model) => ({
    model,
    config: connectorConfiguration(model, session),
  }));
  while (pending.length > 0) {
    const names = pending.map(({ model }) => model.resource.logicalId);
    const sourcesLeft = pending.some(({ config }) => !isSink(config));
    const ready = pending.filter(
      ({ model, config }) =>
        !model.resource.dependsOn.some((id) => names.includes(id)) && !(isSink(config) && sourcesLeft),
    );
    const wave = ready.length > 0 ? ready : [...pending];
    for (const item of wave) pending.splice(pending.indexOf(item), 1);
    running.push(...(await Promise.all(wave.map(({ model, config }) => startOne(model, config, workers)))));
  }
  return running;
}

async function startOne(
  model: ConnectorModel,
  config: Readonly<Record<string, string>>,
  workers: ReadonlyMap<string, ConnectWorker>,
): Promise<RunningConnector> {
  const worker = workers.get(model.name);
  if (worker === undefined) throw new Error(`no worker was started for connector ${model.name}`);
  return runConnector(model, config, worker);
}

function isSink(config: Readonly<Record<string, string>>): boolean {
  return config.topics !== undefined || config['topics.regex'] !== undefined;
}
