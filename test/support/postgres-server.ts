import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { startRdsPostgres } from '../../local/kinds/rds/start-rds-postgres';
import { runtimePaths } from '../../local/paths';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import { Supervisor } from '../../local/processes/supervisor';
import { createAuthority } from '../../local/servers/create-certificates';

const RUNTIME = join(resolve(__dirname, '..', '..'), '.runtime');

/** A PostgreSQL server of its own for one test file, handed over as RDS does: TLS, and an admin who is no superuser. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly caFile: string;
  readonly admin: { readonly username: string; readonly password: string };
  /** Connects with verified chain, as the admin or as another user. */
  connect(user?: string, password?: string, more?: ClientConfig): Promise<Client>;
  /** Gives members of RDS's roles what RDS gives them. */
  followGrants(): Promise<void>;
  stop(): Promise<void>;
}

/** @param parameters of the instance's group */
export async function startPostgresServer(
  database: string,
  parameters: Readonly<Record<string, string>>,
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-source-'));
  const supervisor = new Supervisor('source-test', folder);
  const admin = { username: 'admin', password: 'Admin-pa55_word' };
  const stop = async (): Promise<void> => {
    await supervisor.stopAll();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const server = await startRdsPostgres(
      supervisor,
      runtimePaths(RUNTIME, process.env),
      {
        name: 'source',
        parameters,
        admin: async () => ({ user: admin.username, password: admin.password }),
        database,
        brought: [],
        authority: await createAuthority(folder),
        dataDirectory: join(folder, 'source'),
      },
      pickFreePort,
    );
    const ssl = { ca: readFileSync(server.caFile), host: server.host } as ClientConfig['ssl'];
    return {
      host: server.host,
      port: server.port,
      caFile: server.caFile,
      admin,
      connect: async (user = admin.username, password = admin.password, more = {}) => {
        const client = new Client({ host: server.host, port: server.port, user, password, database, ssl, ...more });
        client.on('error', () => undefined);
        await client.connect();
        return client;
      },
      followGrants: async () => server.followGrants?.(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
