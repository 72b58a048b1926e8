import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Client } from 'pg';
import { replicationParameters } from '../../lib/source/replication-parameters';
import { connectPostgres } from '../../local/databases/postgres/connect-postgres';
import { startRdsPostgres } from '../../local/kinds/rds/start-rds-postgres';
import { type RuntimePaths, runtimePaths } from '../../local/paths';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import { Supervisor } from '../../local/processes/supervisor';
import { createAuthority } from '../../local/servers/create-certificates';
import type { DatabaseServer } from '../../local/servers/local-server';
import { Capture, POSTGRES, type PostgresCaptureInputs } from './capture';
import { CDC_USER } from './captured-server';

const ROOT = resolve(__dirname, '..', '..');
const ADMIN = { user: 'admin', password: 'Admin-pa55_word' };
export const DATABASE = 'shop';
export const SLOT = 'tributary_test';
const HEARTBEAT = 'tributary.debezium_heartbeat';

export interface CapturedPostgresInputs extends Pick<PostgresCaptureInputs, 'topicPrefix' | 'datasets'> {
  /** Make whatever is there before the capture, in the database's schema `public` or others. */
  readonly statements: readonly string[];
  /** Of the server, beside those that replication needs. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A PostgreSQL server of a test's own, as RDS would hand it over, and a capture that may follow it, which end together. */
export class CapturedPostgres {
  readonly runtime: RuntimePaths = runtimePaths(join(ROOT, '.runtime'), process.env);
  readonly directory: string;
  readonly supervisor: Supervisor;
  private readonly folder: string;
  private readonly clients: Client[] = [];
  private running?: DatabaseServer;
  private capture?: Capture<PostgresCaptureInputs>;

  /** @param name tells the test from others */
  constructor(private readonly name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `tributary-${name}-`));
    this.directory = join(this.folder, 'data');
    mkdirSync(this.directory);
    this.supervisor = new Supervisor(name, this.folder);
  }

  get server(): DatabaseServer {
    if (this.running === undefined) throw new Error('the server must be started first');
    return this.running;
  }

  /** Starts both; the capture follows nothing yet, and everything of `datasets` has to be there before it does. */
  async start({
    topicPrefix,
    datasets,
    statements,
    parameters = {},
  }: CapturedPostgresInputs): Promise<Capture<PostgresCaptureInputs>> {
    const { supervisor, runtime, directory } = this;
    const authority = await createAuthority(join(directory, 'database-tls'));
    this.running = await startRdsPostgres(
      supervisor,
      runtime,
      {
        name: 'postgres',
        parameters: { ...replicationParameters('postgres'), ...parameters },
        admin: async () => ADMIN,
        database: DATABASE,
        authority,
        dataDirectory: join(directory, 'postgres'),
        brought: [],
      },
      pickFreePort,
    );
    const admin = await this.connect();
    for (const statement of [...statements, ...NEEDED]) await admin.query(statement);
    const tables = datasets.map(({ schema, table }) => `"${schema}"."${table}"`);
    await admin.query(`CREATE PUBLICATION ${SLOT} FOR TABLE ${[...tables, HEARTBEAT].join(', ')}`);
    const schemas = [...new Set(datasets.map(({ schema }) => schema))];
    for (const schema of [...schemas, 'tributary']) {
      await admin.query(`GRANT USAGE ON SCHEMA "${schema}" TO ${CDC_USER.username}`);
      await admin.query(`GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA "${schema}" TO ${CDC_USER.username}`);
    }
    await this.running.followGrants?.();
    this.capture = await Capture.startKind(
      POSTGRES,
      {
        name: `tributary-test-${this.name}`,
        topicPrefix,
        datasets,
        databaseName: DATABASE,
        slot: SLOT,
        publication: SLOT,
        heartbeatTable: HEARTBEAT,
      },
      CDC_USER,
      { supervisor, runtime, directory },
    );
    return this.capture;
  }

  /** A session of the administrator, which ends with the server. */
  async connect(): Promise<Client> {
    const client = await connectPostgres(this.server, ADMIN, DATABASE);
    this.clients.push(client);
    return client;
  }

  async end(): Promise<void> {
    for (const client of this.clients) await client.end();
    await this.capture?.end();
    await this.supervisor.stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What a capture needs in a database beside its tables. */
const NEEDED = [
  'CREATE SCHEMA tributary',
  `CREATE TABLE ${HEARTBEAT} (id SMALLINT PRIMARY KEY, beat_at TIMESTAMPTZ)`,
  `INSERT INTO ${HEARTBEAT} VALUES (1, NULL)`,
  `CREATE ROLE ${CDC_USER.username} LOGIN PASSWORD '${CDC_USER.password}'`,
  `GRANT rds_replication TO ${CDC_USER.username}`,
];
