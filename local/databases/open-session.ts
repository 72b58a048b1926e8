import type { Credentials, RunningDatabase } from '../session/running-platform';
import type { DatabaseSession } from './database-session';
import { connectMysql, mysqlSession } from './mysql/mysql-session';
import { connectPostgres } from './postgres/connect-postgres';
import { postgresSession } from './postgres/postgres-session';

/** @param as a user of the database. @default - its administrator */
export async function openSession(database: RunningDatabase, as?: Credentials): Promise<DatabaseSession> {
  const { model, server } = database;
  const user = as ?? server;
  return model.engine === 'postgres'
    ? postgresSession(await connectPostgres(server, user, model.database))
    : mysqlSession(await connectMysql(server, user));
}
