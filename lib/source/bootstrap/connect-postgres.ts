import { Client } from 'pg';
import { POSTGRES } from '../../core/render-sql';
import type { Credentials } from './bootstrap-plan';
import { CONNECT_TIMEOUT_MS, RETRIES, retryConnect } from './retry-connect';
import type { DatabaseAddress, SqlConnection } from './sql-connection';

/** Starting up, shutting down, recovering, and too many others. */
const TRANSIENT = ['57P01', '57P02', '57P03', '53300'];

/**
 * Connects with TLS, the server's certificate and host name verified before any credential is sent.
 *
 * @throws Error at once for a wrong password or certificate, after the last attempt for a database that does not answer
 */
export function connectPostgres(
  { hostname, port, certificateAuthorities }: DatabaseAddress,
  { username, password }: Credentials,
  database: string,
  retries = RETRIES,
): Promise<SqlConnection> {
  return retryConnect(
    () =>
      postgresSession(
        new Client({
          host: hostname,
          port,
          user: username,
          password,
          database,
          connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
          ssl: {
            ca: certificateAuthorities.join('\n'),
            rejectUnauthorized: true,
            host: hostname,
            minVersion: 'TLSv1.2',
          },
        }),
      ),
    TRANSIENT,
    retries,
  );
}

/** Connects a client, for whoever speaks SQL. */
export async function postgresSession(client: Client): Promise<SqlConnection> {
  // Without a listener, a connection that the server breaks off would end the process.
  client.on('error', () => undefined);
  await client.connect().catch((error: Error) => {
    throw withCode(error);
  });
  return {
    quoting: POSTGRES,
    query: async (sql: string) => {
      const { rows, rowCount } = await client.query(sql);
      return { rows, affected: rowCount ?? 0 };
    },
    end: () => client.end(),
  };
}

/** The driver's own errors have words only. */
function withCode(error: Error): Error {
  if (error.message === 'timeout expired') return Object.assign(error, { code: 'ETIMEDOUT' });
  if (error.message.startsWith('Connection terminated')) return Object.assign(error, { code: 'ECONNRESET' });
  return error;
}
