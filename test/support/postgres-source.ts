import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Dataset } from '../../connectors/dataset';
import { POSTGRES } from '../../lib/core/render-sql';
import type { Credentials } from '../../lib/source/bootstrap/bootstrap-plan';
import { renderSteps } from '../../lib/source/bootstrap/bootstrap-session';
import { planPostgres } from '../../lib/source/bootstrap/postgres-plan';
import { replicationParameters } from '../../lib/source/replication-parameters';
import { type Cells, connectPostgres, select } from '../../local/databases/postgres/connect-postgres';
import { startRdsPostgres } from '../../local/kinds/rds/start-rds-postgres';
import type { RuntimePaths } from '../../local/paths';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import type { Supervisor } from '../../local/processes/supervisor';
import { waitUntilReady } from '../../local/processes/wait-until-ready';
import { createAuthority } from '../../local/servers/create-certificates';
import type { DatabaseServer } from '../../local/servers/local-server';
import { CopyIn } from './copy-in';

const SQL = resolve(__dirname, '..', '..', 'lib', 'source', 'bootstrap', 'postgres');
const ADMIN = { user: 'postgres', password: 'Admin-pa55_word' };
const DATABASE = 'shop';
const POLL_MILLISECONDS = 50;
const READY_SECONDS = 120;

/** A PostgreSQL server of a test's own, as RDS hands it over and as the platform has it set. */
export class PostgresSource {
  private readonly open: Client[] = [];

  private constructor(
    readonly server: DatabaseServer,
    readonly database: string,
  ) {}

  /** @param parameters beside those that the platform sets */
  static async start(
    { supervisor, runtime, directory }: { supervisor: Supervisor; runtime: RuntimePaths; directory: string },
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<PostgresSource> {
    const server = await startRdsPostgres(
      supervisor,
      runtime,
      {
        name: 'postgres',
        parameters: { ...replicationParameters('postgres'), ...parameters },
        admin: async () => ADMIN,
        database: DATABASE,
        authority: await createAuthority(join(directory, 'postgres-tls')),
        dataDirectory: join(directory, 'postgres'),
        brought: [],
      },
      pickFreePort,
    );
    return new PostgresSource(server, DATABASE);
  }

  /** A session of the admin's, which ends with the server. */
  async session(database = this.database): Promise<Client> {
    const client = await connectPostgres(this.server, ADMIN, database);
    this.open.push(client);
    return client;
  }

  /** Runs statements, one transaction each. */
  async play(statements: readonly string[], database = this.database): Promise<void> {
    const client = await this.session(database);
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  /** Rows of a query, values as the server spells them. */
  async rows(sql: string): Promise<Cells[]> {
    const client = await this.session();
    return select(client, sql).finally(() => client.end());
  }

  /** Resolves once a query has a row; its first. */
  async row(sql: string): Promise<Cells> {
    const client = await this.session();
    try {
      for (;;) {
        const [row] = await select(client, sql);
        if (row !== undefined) return row;
        await sleep(POLL_MILLISECONDS);
      }
    } finally {
      await client.end();
    }
  }

  /** Adds rows in one `COPY`, which logs many of them at one place. */
  async copy(table: string, rows: readonly string[]): Promise<void> {
    const client = await this.session();
    await new CopyIn(client, `COPY ${table} FROM STDIN`, rows).run().finally(() => client.end());
  }

  /** What the bootstrap brings about for the reader of these tables, who has a publication of its own. */
  async admit(reader: Credentials, datasets: readonly Dataset[], publication: string): Promise<void> {
    const request = {
      dialect: 'postgres' as const,
      hostname: this.server.host,
      port: String(this.server.port),
      database: this.database,
      adminSecretArn: 'none',
      cdcSecretArn: 'none',
      capturedTables: datasets,
      whenTablesMissing: 'fail' as const,
      publication,
      slot: publication,
    };
    const { schema, access } = planPostgres(request, [], { cdc: reader });
    await this.play(renderSteps(SQL, [...schema, ...access], POSTGRES));
    await this.server.followGrants?.();
  }

  /** Kills the server as the kernel does, without a checkpoint; its sessions are gone. */
  async kill(): Promise<void> {
    process.kill(-this.server.process.pid, 'SIGKILL');
    await this.server.process.ended;
  }

  /** Starts it again on the same data. */
  async revive(): Promise<void> {
    this.server.process.restart();
    await waitUntilReady(this.server.process, this.server.answer, READY_SECONDS);
  }

  async end(): Promise<void> {
    await Promise.all(this.open.map((client) => client.end().catch(() => undefined)));
  }
}
