import type { DatabaseModel } from '../model/platform';
import type { DatabaseServer } from '../servers/local-server';
import type { Credentials, RunningDatabase } from '../session/running-platform';
import type { DatabaseSession } from './database-session';
import { connectMysql, mysqlSession } from './mysql/mysql-session';
import { connectPostgres } from './postgres/connect-postgres';
import { postgresSession } from './postgres/postgres-session';

/** @param as a user of the database. @default - its administrator */
export function openSession({ model, server }: RunningDatabase, as?: Credentials): Promise<DatabaseSession> {
  return openSessionOf(model.engine, server, model.database, as);
}

/** @param database that is connected to, where a server has several */
export async function openSessionOf(
  engine: DatabaseModel['engine'],
  server: DatabaseServer,
  database: string | undefined,
  as: Credentials = server,
): Promise<DatabaseSession> {
  return engine === 'postgres'
    ? postgresSession(await connectPostgres(server, as, database))
    : mysqlSession(await connectMysql(server, as));
}
