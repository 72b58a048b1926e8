import { type Resource, resourceId } from '../../assembly/environment-templates';
import { LocalRunError } from '../../local-run-error';
import type { DatabaseModel } from '../../model/platform';
import { readDatabases } from '../../model/read-databases';
import { Deferred } from '../../session/local-values';
import type { Session } from '../../session/session';
import { early } from '../early';
import { fixedProperties } from '../fixed-properties';
import type { ResourceVerbs, UpdateContext } from '../kind';
import { createStandInSecrets } from './create-stand-in-secrets';
import { BROUGHT, dataOf, startDatabase } from './start-database';

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
export const databaseVerbs: ResourceVerbs = {
  begin,
  remove: stop,
  refuse: (change) => {
    const isMember = change.after?.properties.DBClusterIdentifier !== undefined;
    if (change.action === 'replace' && !isMember) return 'a database cannot be replaced while its server runs';
    const fixed = fixedProperties(change, FIXED);
    return fixed && `the server takes ${fixed} when it starts, and never again`;
  },
};

/** A server in place of a database that is there already. What is there is not changed by a deployment. */
export const existingDatabaseVerbs: ResourceVerbs = {
  begin: (resource, context) => {
    const { next } = context;
    const model = readDatabases(next.templates).find((database) => database.resource === resource);
    const server = model?.existing && next.local.standIn(model.existing.hostname, model.existing.port);
    const isBrought = model !== undefined && next.states.of(BROUGHT).has(model.key);
    if (model !== undefined && server !== undefined && !isBrought && dataOf(model, next) !== undefined) {
      throw new LocalRunError(
        `${server.name} runs, and takes tables such as those of ${model.key} only when it starts`,
      );
    }
    return begin(resource, context);
  },
  remove: stop,
  refuse: (change) =>
    change.action === 'update' || change.action === 'replace'
      ? 'what stands in for a database that is there already is started once, as it was announced then'
      : undefined,
};

/** Parameters of a group that servers were started with. */
export const parameterGroupVerbs: ResourceVerbs = {
  refuse: (change) => {
    const fixed = change.action === 'update' && fixedProperties(change, ['Parameters']);
    return fixed ? 'the server takes its parameters when it starts, and never again' : undefined;
  },
  note: 'read when its database starts',
};

function begin(resource: Resource, { next, platform, setPlatform }: UpdateContext): () => Promise<void> {
  const model = readDatabases(next.templates).find((database) => database.resource === resource);
  // An instance of a cluster: the cluster's server stands for it.
  if (model === undefined) return async () => {};
  const secretsExist = new Deferred<void>();
  // The administrator of what stands in for another is the run's own, and databases at one address share the server.
  if (model.existing !== undefined) secretsExist.resolve();
  const starting = early(
    next.steps.run(describeStart(model, next), () => startDatabase(model, next, secretsExist.promise)),
  );
  return async () => {
    secretsExist.resolve();
    if (model.existing !== undefined) await createStandInSecrets(model.existing, next.local, platform().awsClient);
    const server = await starting;
    const added = { model, server, writer: server, data: dataOf(model, next) };
    setPlatform({ databases: [...platform().databases, added] });
  };
}

function describeStart(database: DatabaseModel, session: Session): string {
  const { engine, key, hasSample, existing } = database;
  const data = dataOf(database, session);
  const tables =
    data === undefined ? `no tables: there is no ${key}.sql in ${session.dataFolder}` : `tables of ${data.path}`;
  return [
    `start ${engine} ${key}`,
    ...(existing === undefined ? [] : [`in place of ${existing.hostname}:${existing.port}`]),
    ...(hasSample ? [] : [tables]),
  ].join(', ');
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
