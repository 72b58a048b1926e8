import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { type Connection, createConnection } from 'mysql2/promise';
import { createCertificates, type ThrowawayCertificates } from './throwaway-authority';

const RUNTIME = join(__dirname, '..', '..', '.runtime');
const HOST = '127.0.0.1';
const READY_ATTEMPTS = 120;

/** A MySQL server of its own for one test file, handed over as RDS does: TLS, and an admin without SUPER. */
export interface MysqlServer {
  readonly host: string;
  readonly port: number;
  readonly certificates: ThrowawayCertificates;
  readonly admin: { readonly username: string; readonly password: string };
  /** Connects with verified chain, as root or as another user. */
  connect(user?: string, password?: string): Promise<Connection>;
  stop(): Promise<void>;
}

/** Starts MySQL from `.runtime`, with the given options beside those that tell it where it lives. */
export async function startMysqlServer(options: Readonly<Record<string, string>>): Promise<MysqlServer> {
  const program = join(RUNTIME, 'mysql', 'bin', 'mysqld');
  if (!existsSync(program)) {
    throw new Error(`${program} is missing: run \`node bin/setup.mjs\` first`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'mysql-'));
  const certificates = createCertificates(folder, HOST);
  // From anywhere in the range, since a server that is about to start has not taken its port yet.
  const port = await getPort({ host: HOST, port: getPort.makeRange(randomInt(23_000, 23_900), 23_999) });
  const config = join(folder, 'my.cnf');
  const settings = {
    basedir: join(RUNTIME, 'mysql'),
    'lc-messages-dir': join(RUNTIME, 'mysql', 'share'),
    datadir: join(folder, 'data'),
    'pid-file': join(folder, 'mysqld.pid'),
    socket: join(folder, 'mysqld.sock'),
    port: String(port),
    'bind-address': HOST,
    mysqlx: 'OFF',
    'server-id': '1',
    log_bin: 'binlog',
    innodb_buffer_pool_size: '64M',
    'ssl-ca': certificates.caFile,
    'ssl-cert': certificates.certificateFile,
    'ssl-key': certificates.keyFile,
    ...(process.getuid?.() === 0 ? { user: 'root' } : {}),
    ...options,
  };
  writeFileSync(
    config,
    ['[mysqld]', ...Object.entries(settings).map(([key, value]) => `${key}=${value}`), ''].join('\n'),
  );
  mkdirSync(join(folder, 'data'));
  const env = { LD_LIBRARY_PATH: join(RUNTIME, 'libaio') };
  try {
    execFileSync(program, [`--defaults-file=${config}`, '--initialize-insecure'], { env, stdio: 'pipe' });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const log = openSync(join(folder, 'mysqld.log'), 'w');
  const server = spawn(program, [`--defaults-file=${config}`], { env, stdio: ['ignore', log, log] });

  const connect = (user = 'root', password = ''): Promise<Connection> =>
    createConnection({ host: HOST, port, user, password, ssl: { ca: readFileSync(certificates.caFile) } });
  const stop = async (): Promise<void> => {
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const admin = await handOver(await firstConnection(connect, server));
    return { host: HOST, port, certificates, admin, connect, stop };
  } catch (error) {
    const tail = readFileSync(join(folder, 'mysqld.log'), 'utf8').slice(-2_000);
    await stop();
    throw new Error(`MySQL did not start: ${tail}`, { cause: error });
  }
}

async function firstConnection(connect: () => Promise<Connection>, server: ChildProcess): Promise<Connection> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await connect();
    } catch (error) {
      if (attempt === READY_ATTEMPTS || server.exitCode !== null) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** Privileges of RDS's master user, and RDS's procedure for settings that are no parameters. */
async function handOver(root: Connection): Promise<MysqlServer['admin']> {
  const admin = { username: 'admin', password: 'Admin-pa55_word' };
  await root.query(`CREATE USER ?@'%' IDENTIFIED BY ?`, [admin.username, admin.password]);
  await root.query(
    `GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES,
       CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT, CREATE VIEW, SHOW VIEW,
       CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER ON *.* TO ?@'%' WITH GRANT OPTION`,
    [admin.username],
  );
  await root.query('CREATE TABLE mysql.rds_configuration (name VARCHAR(100) PRIMARY KEY, value VARCHAR(100))');
  await root.query(
    `CREATE PROCEDURE mysql.rds_set_configuration(IN setting VARCHAR(30), IN number INT) SQL SECURITY DEFINER
     REPLACE INTO mysql.rds_configuration VALUES (setting, number)`,
  );
  await root.end();
  return admin;
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}
