import { join } from 'node:path';

import type { DatabaseModel } from '../model/platform';
import type { DatabaseServer } from '../servers/local-server';
import { startMysql } from '../servers/start-mysql';
import type { Session } from '../session';

/** Starts the server of one database with the parameters, the admin user and the initial database of its template. */
export async function startDatabase(
  database: DatabaseModel,
  session: Session,
  secretsExist: Promise<unknown>,
): Promise<DatabaseServer> {
  const { resolver, local } = session;
  const { resource, engine, engineVersion, parameterGroups } = database;
  const name = `${engine}-${resource.stack.stackName}-${resource.logicalId}`;
  const initialDatabase = resolver.property(resource, engine === 'mysql' ? 'DBName' : 'DatabaseName');
  const server = await startMysql(
    session.supervisor,
    session.runtime,
    {
      name,
      engine,
      engineVersion,
      parameters: Object.assign({}, ...parameterGroups.map((group) => resolver.textMap(group, 'Parameters'))),
      admin: async () => {
        await secretsExist;
        return {
          user: resolver.text(resource, 'MasterUsername'),
          password: resolver.text(resource, 'MasterUserPassword'),
        };
      },
      database: initialDatabase === undefined ? undefined : String(initialDatabase),
      authority: session.authority,
      dataDirectory: join(session.paths.data, name),
    },
    session.pickPort,
  );
  local.addDatabase(resource, server);
  return server;
}
