import type { Resource } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import { readConnector } from '../../model/read-connectors';
import type { RunningConnector } from '../../platform';
import { createConnector, runningConfiguration, waitUntilRunning } from '../../steps/create-connector';
import { deleteConnector } from '../../steps/delete-connector';
import { requireKnownKeys } from '../../steps/require-known-keys';
import { connectorConfiguration, runConnector } from '../../steps/run-connector';
import { startWorker } from '../../steps/start-worker';
import { resumeConnector, stopConnector } from '../../steps/stop-connector';
import type { Executor, UpdateContext } from '../executor';
import { afterOf, beforeOf, type ResourceChange } from '../resource-change';
import { ChangeRemainsError } from '../update-errors';

/** A worker of its own for each connector. Offsets are in a topic of the templates, so they outlive it. */
export const connectorExecutor: Executor = {
  create: async (resource, context) => {
    const { templates, resolver } = context.next;
    const { kafka, aws } = context.platform();
    const model = readConnector(templates, resource, resolver);
    const worker = await startWorker(model, kafka, aws, context.next);
    try {
      const running = await runConnector(model, connectorConfiguration(model, context.next), worker);
      context.setPlatform({ connectors: [...context.platform().connectors, running] });
    } catch (error) {
      // As MSK Connect does with a connector that could not be created.
      await worker.process.stop();
      throw error;
    }
  },
  // `Capacity` is the number and size of workers: here there is one, whatever it says.
  update: { properties: ['ConnectorConfiguration'], run: reconfigure },
  remove: async (resource, context) => {
    const running = runningConnector(resource, context);
    await deleteConnector(running);
    context.setPlatform({ connectors: context.platform().connectors.filter((other) => other !== running) });
  },
};

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
