import { join } from 'node:path';
import { LocalRunError } from '../local-run-error';
import { LOOPBACK } from '../processes/start-on-free-port';
import type { ServerCertificate } from './create-certificates';

/** A PostgreSQL server cannot be given what it is asked to have. */
export class PostgresConfigError extends LocalRunError {}

export interface PostgresConfigInputs {
  /** Settings of `postgresql.conf`, such as `wal_level`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly dataDirectory: string;
  readonly accessFile: string;
  readonly port: number;
  readonly certificate: Pick<ServerCertificate, 'certificateFile' | 'keyFile'>;
}

/** A second part is that of an extension, or of RDS: the server takes those that it does not know. */
const PARAMETER_NAME = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/i;

/** Who may come and how: with a password, over TLS, from this computer. Whoever comes otherwise is told so. */
export const POSTGRES_ACCESS = ['all', 'replication']
  .map((database) => `hostssl ${database} all ${LOOPBACK}/32 scram-sha-256\n`)
  .join('');

/**
 * The server's `postgresql.conf`: what a server of a run has, then the parameters, then its place.
 *
 * @throws PostgresConfigError for a parameter that says where or how the server is reached, and for one that no line of
 * the file can hold. One that the server does not know stops the server.
 */
export function renderPostgresConfig(inputs: PostgresConfigInputs): string {
  const place: Record<string, string> = {
    data_directory: inputs.dataDirectory,
    hba_file: inputs.accessFile,
    ident_file: join(inputs.dataDirectory, 'pg_ident.conf'),
    listen_addresses: LOOPBACK,
    port: String(inputs.port),
    unix_socket_directories: '',
    ssl: 'on',
    ssl_cert_file: inputs.certificate.certificateFile,
    ssl_key_file: inputs.certificate.keyFile,
    password_encryption: 'scram-sha-256',
  };
  const parameters: Record<string, string> = {};
  for (const [key, value] of Object.entries(inputs.parameters)) {
    const name = key.toLowerCase();
    if (!PARAMETER_NAME.test(key)) throw new PostgresConfigError(`parameter names must be words, got: ${key}`);
    if (name in place) throw new PostgresConfigError(`parameter ${name} must be left to the local run, got: ${value}`);
    if (/[\n\r\0]/.test(value))
      throw new PostgresConfigError(`parameter ${name} must be one line, got: ${JSON.stringify(value)}`);
    parameters[name] = value;
  }
  const settings = {
    // The data lives as long as the run: what a crash of the machine would lose is lost anyway. A server that is killed
    // loses nothing by it: each commit has handed its log to the kernel.
    fsync: 'off',
    full_page_writes: 'off',
    // What a killed server had stays here, and goes with the data; of the shared memory of a container there is little.
    dynamic_shared_memory_type: 'mmap',
    // A backend at work does not see that its server was killed, but then sees that its client has gone.
    client_connection_check_interval: '1s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...parameters,
    ...place,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value.replace(/['\\]/g, '$&$&')}'\n`)
    .join('');
}
