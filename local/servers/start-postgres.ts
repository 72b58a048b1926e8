import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { RuntimePaths } from '../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../processes/start-on-free-port';
import type { Supervisor } from '../processes/supervisor';
import { waitUntilReady } from '../processes/wait-until-ready';
import type { CertificateAuthority } from './create-certificates';
import type { DatabaseAdmin, DatabaseServer } from './local-server';
import { POSTGRES_ACCESS, renderPostgresConfig } from './render-postgres-config';
import { withoutRoot } from './without-root';

export const POSTGRES_VERSION = '17.10';

const READY_SECONDS = 60;
const CONNECT_SECONDS = 30;
const RUN_SERVER = join(__dirname, 'run-postgres.sh');
const BECOME_SERVER = join(__dirname, 'become-postgres.sh');
const SQL_DIRECTORY = join(__dirname, 'sql');
/** Database that every server has. */
const MAINTENANCE_DATABASE = 'postgres';
/** Whom RDS keeps to itself. */
const SUPERUSER = 'rdsadmin';

export interface PostgresSpec {
  /** Unique within the run. */
  readonly name: string;
  /** Settings of `postgresql.conf`, such as `wal_level`; none of where and how the server is reached. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Asked for when the server is up: the secret may not exist before. */
  readonly admin: () => Promise<DatabaseAdmin>;
  /** Redshift's is a superuser; that of RDS may make databases and roles, read the log, and grant RDS's own roles. */
  readonly adminIsSuperuser: boolean;
  /** Database that exists from the start, and is the admin's. @default - `postgres`, which is not */
  readonly database: string | undefined;
  readonly authority: CertificateAuthority;
  /** Erased and made anew. */
  readonly dataDirectory: string;
}

/**
 * Starts a PostgreSQL server that takes connections with a password, over TLS and on the loopback address, and none
 * else.
 *
 * @throws PostgresConfigError for a parameter that it cannot be given
 * @throws ProcessEndedError when the server ends, as it does for a parameter that it does not know
 */
export async function startPostgres(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  spec: PostgresSpec,
  pickPort: PortPicker,
): Promise<DatabaseServer> {
  // An earlier server of this name has left it: a database may be taken out of a run and be put back.
  rmSync(spec.dataDirectory, { recursive: true, force: true });
  mkdirSync(spec.dataDirectory, { recursive: true });
  const certificate = spec.authority.issue(join(spec.dataDirectory, 'tls'));
  const configFile = join(spec.dataDirectory, 'postgresql.conf');
  const accessFile = join(spec.dataDirectory, 'pg_hba.conf');
  const dataDirectory = join(spec.dataDirectory, 'data');
  const writeConfig = (port: number): void =>
    writeFileSync(
      configFile,
      renderPostgresConfig({ parameters: spec.parameters, dataDirectory, accessFile, port, certificate }),
    );
  writeConfig(0);
  writeFileSync(accessFile, POSTGRES_ACCESS);

  const superuser = { user: SUPERUSER, password: randomBytes(24).toString('hex') };
  await initialize(supervisor, runtime, spec, dataDirectory, superuser);
  const server = withoutRoot({
    command: 'sh',
    args: [BECOME_SERVER, dataDirectory, join(runtime.postgres, 'bin', 'postgres'), '-c', `config_file=${configFile}`],
  });
  return startOnFreePorts(1, pickPort, async ([port = 0]) => {
    writeConfig(port);
    const running = supervisor.start({
      name: spec.name,
      command: 'sh',
      args: [RUN_SERVER, server.command, ...server.args],
      env: ENVIRONMENT,
    });
    const connect = (user: DatabaseAdmin, database = MAINTENANCE_DATABASE): Promise<Client> =>
      connectAs(user, database, port, certificate.caFile);
    await waitUntilReady(running, async () => (await connect(superuser)).end(), READY_SECONDS);
    const admin = await spec.admin();
    await handOver(await connect(superuser), spec, admin);
    const followGrants = async (): Promise<void> => {
      const connection = await connect(superuser);
      await connection.query(readSql('postgres-rds-replication.sql', {})).finally(() => connection.end());
    };
    return {
      name: spec.name,
      kind: `PostgreSQL ${POSTGRES_VERSION}`,
      host: LOOPBACK,
      port,
      ...admin,
      caFile: certificate.caFile,
      engineVersion: POSTGRES_VERSION,
      process: running,
      answer: async () => (await connect(admin, spec.database)).end(),
      ...(spec.adminIsSuperuser ? {} : { followGrants }),
    };
  });
}

const ENVIRONMENT = { PATH: '/usr/bin:/bin' };

async function initialize(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  spec: PostgresSpec,
  dataDirectory: string,
  superuser: DatabaseAdmin,
): Promise<void> {
  const passwordFile = join(spec.dataDirectory, 'superuser-password');
  writeFileSync(passwordFile, superuser.password, { mode: 0o600 });
  const initialization = supervisor.start({
    name: `${spec.name}-initialize`,
    ...withoutRoot({
      command: join(runtime.postgres, 'bin', 'initdb'),
      args: [
        `--pgdata=${dataDirectory}`,
        `--username=${superuser.user}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
        '--no-instructions',
      ],
    }),
    env: ENVIRONMENT,
  });
  const endedWith = await initialization.ended;
  rmSync(passwordFile);
  if (endedWith !== 0) throw initialization.failure();
}

async function connectAs(user: DatabaseAdmin, database: string, port: number, caFile: string): Promise<Client> {
  const client = new Client({
    ...user,
    host: LOOPBACK,
    port,
    database,
    // The client compares the certificate with this host, and with `localhost` where it is not told.
    ssl: { ca: readFileSync(caFile), host: LOOPBACK },
    connectionTimeoutMillis: CONNECT_SECONDS * 1000,
  });
  // Without a listener, a connection that the server breaks off would end this process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function handOver(connection: Client, spec: PostgresSpec, admin: DatabaseAdmin): Promise<void> {
  const names = { admin: escapeIdentifier(admin.user), superuser: escapeIdentifier(SUPERUSER) };
  const run = (file: string, values: Readonly<Record<string, string>> = {}): Promise<unknown> =>
    connection.query(readSql(file, { ...names, ...values }));
  try {
    await run('postgres-admin.sql', {
      attributes: spec.adminIsSuperuser ? 'SUPERUSER' : 'CREATEDB CREATEROLE REPLICATION',
      password: escapeLiteral(admin.password),
    });
    if (spec.database !== undefined) await run('postgres-database.sql', { database: escapeIdentifier(spec.database) });
    // Of RDS's roles: what they give is given by whoever keeps the superuser.
    if (spec.adminIsSuperuser) await run('postgres-close-superuser.sql');
    else await run('postgres-rds-roles.sql');
  } finally {
    await connection.end();
  }
}

function readSql(file: string, values: Readonly<Record<string, string>>): string {
  const sql = readFileSync(join(SQL_DIRECTORY, file), 'utf8');
  return sql.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
