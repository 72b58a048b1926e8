import { join } from 'node:path';

import { type DatabaseData, findData } from '../../data/find-data';
import type { DatabaseModel, ExistingDatabase } from '../../model/platform';
import { readDatabases } from '../../model/read-databases';
import type { DatabaseServer } from '../../servers/local-server';
import type { Credentials } from '../../session/running-platform';
import type { Session } from '../../session/session';
import { StateKey } from '../kind-states';
import { type MysqlSpec, startMysql } from './start-mysql';
import { type BroughtDatabase, startRdsPostgres } from './start-rds-postgres';

/** Keys of databases whose tables some server was given when it started. */
export const BROUGHT = new StateKey(() => new Set<string>());

/**
 * Starts the server of one database with the parameters, the admin user and the initial database of its template; or, for one
 * that is there already, with what its announcement says that it has to have. Tables that nobody here makes are brought.
 *
 * @param secretsExist those that hold the admin's password
 */
export async function startDatabase(
  database: DatabaseModel,
  session: Session,
  secretsExist: Promise<unknown>,
): Promise<DatabaseServer> {
  const { local } = session;
  const { resource, existing } = database;
  const startIt = (): Promise<DatabaseServer> => start(database, session, secretsExist);
  const server = await (existing === undefined
    ? startIt()
    : local.startStandIn(existing.hostname, existing.port, startIt));
  local.addDatabase(resource, server);
  return server;
}

/** Scripts that bring a database's tables; undefined where its sample is made, or nobody has any. */
export function dataOf({ key, hasSample }: DatabaseModel, { dataFolder }: Session): DatabaseData | undefined {
  return hasSample ? undefined : findData(dataFolder, key);
}

/** All databases that are at one address, whose server is started once, with what brings their tables. */
function broughtAt(database: DatabaseModel, session: Session): BroughtDatabase[] {
  const { existing } = database;
  const all =
    existing === undefined ? [database] : readDatabases(session.templates).filter((other) => isAt(existing, other));
  for (const { key } of all) session.states.of(BROUGHT).add(key);
  return all.map((other) => ({ database: other.database, data: dataOf(other, session) }));
}

function isAt({ hostname, port }: ExistingDatabase, { existing }: DatabaseModel): boolean {
  return existing?.hostname.toLowerCase() === hostname.toLowerCase() && existing.port === port;
}

function start(database: DatabaseModel, session: Session, secretsExist: Promise<unknown>): Promise<DatabaseServer> {
  const { resource, engine, engineVersion } = database;
  const name = `${engine}-${resource.stack.stackName}-${resource.logicalId}`;
  const own =
    database.existing === undefined ? madeDatabase(database, session) : standInDatabase(database.existing, session);
  const spec = {
    ...own,
    name,
    admin: async (): Promise<Credentials> => {
      await secretsExist;
      return own.admin();
    },
    authority: session.authority,
    dataDirectory: join(session.paths.data, name),
  };
  const { supervisor, runtime, pickPort } = session;
  const brought = broughtAt(database, session);
  if (engine === 'postgres') return startRdsPostgres(supervisor, runtime, { ...spec, brought }, pickPort);
  const data = brought.flatMap((each) => each.data ?? []);
  return startMysql(supervisor, runtime, { ...spec, data, engine, engineVersion }, pickPort);
}

type DatabaseSpec = Pick<MysqlSpec, 'parameters' | 'admin' | 'database' | 'schema'>;

function madeDatabase({ resource, parameterGroups }: DatabaseModel, { resolver }: Session): DatabaseSpec {
  const isCluster = resource.type === 'AWS::RDS::DBCluster';
  const initialDatabase = resolver.property(resource, isCluster ? 'DatabaseName' : 'DBName');
  return {
    parameters: Object.assign({}, ...parameterGroups.map((group) => resolver.textMap(group, 'Parameters'))),
    admin: async () => ({
      user: resolver.text(resource, 'MasterUsername'),
      password: resolver.text(resource, 'MasterUserPassword'),
    }),
    database: initialDatabase === undefined ? undefined : String(initialDatabase),
  };
}

function standInDatabase(existing: ExistingDatabase, { local }: Session): DatabaseSpec {
  return {
    parameters: existing.parameters,
    admin: async () => local.standInAdmin,
    database: existing.database,
    schema: existing.schema,
  };
}
