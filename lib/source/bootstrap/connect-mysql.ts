import { connect as openSocket, type Socket } from 'node:net';
import { type Connection, createConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { MYSQL } from '../../core/render-sql';
import type { Credentials } from './bootstrap-plan';
import { CONNECT_TIMEOUT_MS, RETRIES, retryConnect } from './retry-connect';
import type { DatabaseAddress, SqlConnection } from './sql-connection';

/** Too many others, shutting down, and a connection that was broken off. */
const TRANSIENT = ['ER_CON_COUNT_ERROR', 'ER_SERVER_SHUTDOWN', 'PROTOCOL_CONNECTION_LOST'];

/**
 * Connects with TLS, the server's certificate and host name verified before any credential is sent.
 *
 * @throws Error at once for a wrong password or certificate, after the last attempt for a database that does not answer
 */
export function connectMysql(
  address: DatabaseAddress,
  { username, password }: Credentials,
  retries = RETRIES,
): Promise<SqlConnection> {
  return retryConnect(
    async () => {
      const connection = await createConnection({
        host: address.hostname,
        port: address.port,
        stream: () => namedSocket(address),
        user: username,
        password,
        connectTimeout: CONNECT_TIMEOUT_MS,
        ssl: {
          ca: [...address.certificateAuthorities],
          rejectUnauthorized: true,
          verifyIdentity: true,
          minVersion: 'TLSv1.2',
        },
      });
      return mysqlSession(connection);
    },
    TRANSIENT,
    retries,
  );
}

/** A connection as whoever speaks SQL needs it. */
export function mysqlSession(connection: Connection): SqlConnection {
  return {
    quoting: MYSQL,
    query: async (sql) => {
      const [result] = await connection.query<RowDataPacket[] | ResultSetHeader>(sql);
      return Array.isArray(result) ? { rows: result, affected: 0 } : { rows: [], affected: result.affectedRows };
    },
    end: () => connection.end(),
  };
}

/**
 * TLS verifies the certificate against the host that its socket knows. mysql2 passes on no IP address, and a socket does
 * not keep one, so that without this the name `localhost` would be looked for in the certificate.
 */
function namedSocket({ hostname, port }: DatabaseAddress): Socket {
  return Object.assign(openSocket({ host: hostname, port, noDelay: true }), { _host: hostname });
}
