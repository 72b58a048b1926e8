import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { DatabaseData } from '../../data/find-data';
import { loadData } from '../../data/load-data';
import type { RuntimePaths } from '../../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../../processes/start-on-free-port';
import type { RunningProcess, Supervisor } from '../../processes/supervisor';
import { waitUntilReady } from '../../processes/wait-until-ready';
import type { CertificateAuthority, ServerCertificate } from '../../servers/create-certificates';
import type { DatabaseAdmin, DatabaseServer } from '../../servers/local-server';
import { renderMysqlConfig } from './render-mysql-config';

export const MYSQL_VERSION = '8.0.15';

const READY_SECONDS = 120;
/** Of statements that name none, where the server has no database from the start. */
const DEFAULT_SCHEMA = 'data';
const SQL_DIRECTORY = join(__dirname, 'sql');

/** Longest retention of the binlog that each engine takes. */
const MAX_RETENTION_HOURS = { mysql: 168, 'aurora-mysql': 2160 };

export interface MysqlSpec {
  /** Unique within the run. */
  readonly name: string;
  readonly engine: 'mysql' | 'aurora-mysql';
  /** @default - that of the server itself */
  readonly engineVersion: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  /** Asked for when the server is up: the secret may not exist before. */
  readonly admin: () => Promise<DatabaseAdmin>;
  /** Database that exists from the start. */
  readonly database: string | undefined;
  /** Tables and rows that are there before anybody else comes. */
  readonly data: readonly DatabaseData[];
  /** Of statements in them that name none. @default - `database` */
  readonly schema?: string;
  readonly authority: CertificateAuthority;
  readonly dataDirectory: string;
}

/** Starts a MySQL server as RDS would hand it over: TLS, an admin user without SUPER, RDS's configuration procedures. */
export async function startMysql(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  spec: MysqlSpec,
  pickPort: PortPicker,
): Promise<DatabaseServer> {
  // An earlier server of this name has left it: a database may be taken out of a run and be put back.
  rmSync(spec.dataDirectory, { recursive: true, force: true });
  mkdirSync(spec.dataDirectory, { recursive: true });
  const certificate = spec.authority.issue(join(spec.dataDirectory, 'tls'));
  const configFile = join(spec.dataDirectory, 'my.cnf');
  const dataDirectory = join(spec.dataDirectory, 'data');
  const writeConfig = (port: number): void =>
    writeFileSync(
      configFile,
      renderMysqlConfig({
        engine: spec.engine,
        parameters: spec.parameters,
        mysqlDirectory: runtime.mysql,
        dataDirectory,
        port,
        certificate,
        runsAsRoot: process.getuid?.() === 0,
      }),
    );
  const start = (name: string, args: string[]): RunningProcess =>
    supervisor.start({
      name,
      command: join(runtime.mysql, 'bin', 'mysqld'),
      args: [`--defaults-file=${configFile}`, ...args],
      env: { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: runtime.libraryPath },
    });

  writeConfig(0);
  const initialization = start(`${spec.name}-initialize`, ['--initialize-insecure']);
  if ((await initialization.ended) !== 0) throw initialization.failure();

  return startOnFreePorts(1, pickPort, async ([port = 0]) => {
    writeConfig(port);
    const server = start(spec.name, []);
    await waitUntilReady(server, async () => (await connectAsRoot(port, certificate)).end(), READY_SECONDS);
    const admin = await spec.admin();
    await handOver(port, certificate, spec, admin);
    return {
      name: spec.name,
      kind: `MySQL ${MYSQL_VERSION}`,
      host: LOOPBACK,
      port,
      ...admin,
      caFile: certificate.caFile,
      engineVersion: spec.engineVersion ?? MYSQL_VERSION,
      process: server,
      answer: async () => (await connectAs(admin, port, certificate)).end(),
    };
  });
}

/** Whom a server has from its beginning, until it is handed over. */
const ROOT: DatabaseAdmin = { user: 'root', password: '' };

function connectAsRoot(port: number, certificate: ServerCertificate): Promise<mysql.Connection> {
  return connectAs(ROOT, port, certificate);
}

function connectAs(user: DatabaseAdmin, port: number, certificate: ServerCertificate): Promise<mysql.Connection> {
  return mysql.createConnection({
    ...user,
    host: LOOPBACK,
    port,
    ssl: { ca: readFileSync(certificate.caFile) },
  });
}

async function handOver(
  port: number,
  certificate: ServerCertificate,
  spec: MysqlSpec,
  admin: DatabaseAdmin,
): Promise<void> {
  const connection = await connectAsRoot(port, certificate);
  const run = (file: string, values: unknown[] = []): Promise<unknown> => connection.query(readSql(file, spec), values);
  try {
    await run('010-admin-user.sql', [admin.user, admin.password]);
    await run('020-admin-grants.sql', [admin.user]);
    await run('030-configuration-table.sql');
    await run('040-configuration-rows.sql');
    await run('050-set-configuration.sql');
    await run('060-show-configuration.sql');
    if (spec.database !== undefined) await run('070-initial-database.sql', [spec.database]);
    const connect = (): Promise<mysql.Connection> => connectAsRoot(port, certificate);
    for (const data of spec.data) await loadData(connect, data, spec.schema ?? spec.database ?? DEFAULT_SCHEMA);
    await run('080-close-root.sql', [randomBytes(24).toString('hex')]);
  } finally {
    await connection.end();
  }
}

function readSql(file: string, spec: MysqlSpec): string {
  const sql = readFileSync(join(SQL_DIRECTORY, file), 'utf8');
  return sql.replaceAll('{{maxRetentionHours}}', String(MAX_RETENTION_HOURS[spec.engine]));
}
