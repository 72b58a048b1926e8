import { connect as openSocket, type Socket } from 'node:net';
import retry from 'async-retry';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Credentials } from './bootstrap-plan';

/** Waits 1, 2, 4 … 30 s between attempts: about two minutes, which covers a failover. */
const RETRY = { factor: 2, minTimeout: 1_000, maxTimeout: 30_000, randomize: false } as const;
const RETRIES = 8;
const CONNECT_TIMEOUT_MS = 10_000;

/** What a database that starts, fails over or has a new address answers; all else would fail again. */
const TRANSIENT = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'ER_CON_COUNT_ERROR',
  'ER_SERVER_SHUTDOWN',
  'PROTOCOL_CONNECTION_LOST',
]);

export interface DatabaseAddress {
  readonly hostname: string;
  readonly port: number;
  /** PEM certificates that the server's must descend from. */
  readonly certificateAuthorities: readonly string[];
}

/**
 * Connects with TLS, the server's certificate and host name verified before any credential is sent.
 *
 * @throws Error at once for a wrong password or certificate, after the last attempt for a database that does not answer
 */
export function connect(
  address: DatabaseAddress,
  { username, password }: Credentials,
  retries = RETRIES,
): Promise<Connection> {
  return retry(
    async (bail) => {
      try {
        return await createConnection({
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
      } catch (error) {
        if (TRANSIENT.has(errorCode(error))) {
          throw error;
        }
        bail(error as Error);
        // Rejected by `bail` already; a throw here would start another attempt.
        return undefined as never;
      }
    },
    { ...RETRY, retries },
  );
}

/**
 * TLS verifies the certificate against the host that its socket knows. mysql2 passes on no IP address, and a socket does
 * not keep one, so that without this the name `localhost` would be looked for in the certificate.
 */
function namedSocket({ hostname, port }: DatabaseAddress): Socket {
  return Object.assign(openSocket({ host: hostname, port, noDelay: true }), { _host: hostname });
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
