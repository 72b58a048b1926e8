import { escapeIdentifier } from 'pg';
import type { DatabaseData } from '../../data/find-data';
import { loadPostgresData } from '../../data/load-postgres-data';
import { connectPostgres } from '../../databases/postgres/connect-postgres';
import { LocalRunError } from '../../local-run-error';
import type { RuntimePaths } from '../../paths';
import type { PortPicker } from '../../processes/start-on-free-port';
import type { Supervisor } from '../../processes/supervisor';
import type { DatabaseServer } from '../../servers/local-server';
import { type PostgresSpec, startPostgres } from '../../servers/start-postgres';

/** What parameters of RDS's groups are on a server outside of RDS; those with no settings are its access file's. */
const RDS_PARAMETERS: Readonly<Record<string, (value: string) => Readonly<Record<string, string>>>> = {
  'rds.logical_replication': (value): Record<string, string> => (value === '1' ? { wal_level: 'logical' } : {}),
  // Nobody is let in without TLS.
  'rds.force_ssl': () => ({}),
};

/** A value that RDS computes from the instance's size, such as `{DBInstanceClassMemory/32768}`. */
const FORMULA = /\{[A-Za-z]/;

/** What an RDS server has when its parameter group says nothing; a plain PostgreSQL differs in these. */
const RDS_DEFAULTS = { max_replication_slots: '20', max_wal_senders: '35', wal_level: 'replica' };

export interface RdsPostgresSpec
  extends Pick<PostgresSpec, 'name' | 'parameters' | 'admin' | 'database' | 'authority' | 'dataDirectory'> {
  /** Databases with their tables and rows, which are there before anybody else comes. */
  readonly brought: readonly BroughtDatabase[];
}

export interface BroughtDatabase {
  /** @default - the server's first */
  readonly database: string | undefined;
  readonly data: DatabaseData | undefined;
}

/**
 * Starts a PostgreSQL server as RDS would hand it over: TLS, an admin without superuser's rights, and RDS's own roles.
 *
 * @throws LocalRunError for a parameter that has no local counterpart
 */
export async function startRdsPostgres(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  spec: RdsPostgresSpec,
  pickPort: PortPicker,
): Promise<DatabaseServer> {
  const parameters = postgresParameters(spec.parameters);
  const server = await startPostgres(supervisor, runtime, { ...spec, parameters, adminIsSuperuser: false }, pickPort);
  await bring(server, spec);
  return server;
}

async function bring(server: DatabaseServer, { database: first, brought }: RdsPostgresSpec): Promise<void> {
  const others = new Set(brought.map(({ database = first }) => database).filter((name) => name !== first));
  if (others.size > 0) {
    const client = await connectPostgres(server, server);
    try {
      for (const name of others) await client.query(`CREATE DATABASE ${escapeIdentifier(String(name))}`);
    } finally {
      await client.end();
    }
  }
  for (const { database = first, data } of brought) {
    if (data !== undefined) await loadPostgresData(() => connectPostgres(server, server, database), data);
  }
}

function postgresParameters(template: Readonly<Record<string, string>>): Record<string, string> {
  const parameters: Record<string, string> = { ...RDS_DEFAULTS };
  for (const [name, value] of Object.entries(template)) {
    if (FORMULA.test(value))
      throw new LocalRunError(`parameter ${name} is a formula of RDS, which has no local value: ${value}`);
    const own = RDS_PARAMETERS[name];
    if (own === undefined && name.startsWith('rds.'))
      throw new LocalRunError(`parameter ${name} is RDS's own, and has no local counterpart, got: ${value}`);
    Object.assign(parameters, own === undefined ? { [name]: value } : own(value));
  }
  return parameters;
}
