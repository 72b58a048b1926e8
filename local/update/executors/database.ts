import { type Resource, resourceId } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import { readDatabases } from '../../model/read-databases';
import { createStandInSecrets } from '../../steps/create-stand-in-secrets';
import { dataOf, startDatabase } from '../../steps/start-database';
import type { Executor, UpdateContext } from '../executor';
import type { ResourceChange } from '../resource-change';

/** For transactions that end; its data goes with the run. */
const GRACE_SECONDS = 10;

/** What the local server is given when it starts, and never again. */
const FIXED = [
  'Engine',
  'EngineVersion',
  'DBParameterGroupName',
  'DBClusterParameterGroupName',
  'MasterUsername',
  'MasterUserPassword',
];

/** One server for an RDS instance, or for an Aurora cluster with its instances. */
export const databaseExecutor: Executor = {
  create,
  remove: stop,
  refuse: (change) => {
    const isMember = change.after?.properties.DBClusterIdentifier !== undefined;
    if (change.action === 'replace' && !isMember) return 'a database cannot be replaced while its server runs';
    const fixed = fixedProperties(change, FIXED);
    return fixed && `the server takes ${fixed} when it starts, and never again`;
  },
};

/** A server in place of a database that is there already. What is there is not changed by a deployment. */
export const existingDatabaseExecutor: Executor = {
  create: async (resource, context) => {
    const { next } = context;
    const model = readDatabases(next.templates).find((database) => database.resource === resource);
    const server = model?.existing && next.local.standIn(model.existing.hostname, model.existing.port);
    if (model !== undefined && server !== undefined && dataOf(model, next) !== undefined) {
      throw new LocalRunError(
        `${server.name} runs, and takes tables such as those of ${model.key} only when it starts`,
      );
    }
    await create(resource, context);
  },
  remove: stop,
  refuse: (change) =>
    change.action === 'update' || change.action === 'replace'
      ? 'what stands in for a database that is there already is started once, as it was announced then'
      : undefined,
};

/** Parameters of a group that servers were started with. */
export const parameterGroupExecutor: Executor = {
  refuse: (change) => {
    const fixed = change.action === 'update' && fixedProperties(change, ['Parameters']);
    return fixed ? 'the server takes its parameters when it starts, and never again' : undefined;
  },
  note: 'read when its database starts',
};

/** Those of the named properties that a change in place is about. */
export function fixedProperties(change: ResourceChange, names: readonly string[]): string | undefined {
  const found = change.properties.map(({ property }) => property).filter((property) => names.includes(property));
  return change.action === 'update' && found.length > 0 ? found.join(', ') : undefined;
}

async function create(resource: Resource, context: UpdateContext): Promise<void> {
  const model = readDatabases(context.next.templates).find((database) => database.resource === resource);
  // An instance of a cluster: the cluster's server stands for it.
  if (model === undefined) return;
  await createStandInSecrets([model], context.next.local, context.platform().awsClient);
  const server = await startDatabase(model, context.next, Promise.resolve());
  const added = { model, server, writer: server, data: dataOf(model, context.next) };
  context.setPlatform({ databases: [...context.platform().databases, added] });
}

async function stop(resource: Resource, { before, platform, setPlatform }: UpdateContext): Promise<void> {
  const { databases } = platform();
  const running = databases.find(({ model }) => resourceId(model.resource) === resourceId(resource));
  if (running === undefined) return;
  const isShared = databases.some((other) => other !== running && other.server === running.server);
  if (!isShared) {
    await running.server.process.stop(GRACE_SECONDS);
    before.local.removeStandIn(running.server);
  }
  before.local.forget(resource);
  setPlatform({ databases: databases.filter((other) => other !== running) });
}
