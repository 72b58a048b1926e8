import type { Resource } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import type { ConnectorModel } from '../../model/platform';
import { readConnector } from '../../model/read-connectors';
import type { ConnectWorker } from '../../servers/local-server';
import type { RunningConnector } from '../../session/running-platform';
import type { Session } from '../../session/session';
import { afterOf, beforeOf, type ResourceChange } from '../../update/resource-change';
import { ChangeRemainsError } from '../../update/update-errors';
import { early } from '../early';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { createConnector, runningConfiguration, waitUntilRunning } from './create-connector';
import { deleteConnector } from './delete-connector';
import { requireKnownKeys } from './require-known-keys';
import { connectorConfiguration, runConnector } from './run-connector';
import { startWorker } from './start-worker';
import { resumeConnector, stopConnector } from './stop-connector';

/** A worker of its own for each connector. Offsets are in a topic of the templates, so they outlive it. */
export const connectorVerbs: ResourceVerbs = {
  begin: (resource, context) => {
    const { next } = context;
    const model = readConnector(next.templates, resource, next.resolver);
    const starting = early(startWorkerOf(model, next));
    return async () => {
      const worker = await starting;
      try {
        const running = await next.steps.run(`create connector ${model.name}`, () =>
          runConnector(model, connectorConfiguration(model, next), worker),
        );
        context.setPlatform({ connectors: [...context.platform().connectors, running] });
      } catch (error) {
        // As MSK Connect does with a connector that could not be created.
        await worker.process.stop();
        throw error;
      }
    };
  },
  // `Capacity` is the number and size of workers: here there is one, whatever it says.
  update: { properties: ['ConnectorConfiguration'], run: reconfigure },
  remove: async (resource, context) => {
    const running = runningConnector(resource, context);
    await deleteConnector(running);
    context.setPlatform({ connectors: context.platform().connectors.filter((other) => other !== running) });
  },
};

async function startWorkerOf(model: ConnectorModel, session: Session): Promise<ConnectWorker> {
  const { local, steps } = session;
  const [kafka, aws] = await Promise.all([local.kafkaServer(), local.awsServer()]);
  return steps.run(`start Connect worker of ${model.name}`, () => startWorker(model, kafka, aws, session));
}

/** In place: the same worker, the same stored offsets, other options. */
async function reconfigure(change: ResourceChange, context: UpdateContext): Promise<void> {
  const running = runningConnector(beforeOf(change), context);
  const { worker } = running;
  const model = readConnector(context.next.templates, afterOf(change), context.next.resolver);
  const config = connectorConfiguration(model, context.next);
  await requireKnownKeys(worker, model.name, config);
  // Stopped in between, so that tasks seen running afterwards are tasks of the new configuration.
  await stopConnector(worker, model.name);
  try {
    await createConnector(worker, model.name, config);
  } catch (error) {
    await resumeConnector(worker, model.name);
    await waitUntilRunning(worker, model.name);
    throw error;
  }
  const changed: RunningConnector = { model, worker, config: await runningConfiguration(worker, model.name) };
  const { connectors } = context.platform();
  context.setPlatform({ connectors: connectors.map((other) => (other === running ? changed : other)) });
  try {
    await resumeConnector(worker, model.name);
    await waitUntilRunning(worker, model.name);
  } catch (cause) {
    throw new ChangeRemainsError(`connector ${model.name} has its new configuration, and does not run with it`, {
      cause,
    });
  }
}

function runningConnector(resource: Resource, context: UpdateContext): RunningConnector {
  const name = context.before.resolver.text(resource, 'ConnectorName');
  const found = context.platform().connectors.find((connector) => connector.model.name === name);
  if (found === undefined) throw new LocalRunError(`connector ${name} is to change, but does not run`);
  return found;
}
