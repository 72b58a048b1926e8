import { join } from 'node:path';
import { LocalRunError } from '../../local-run-error';
import { LOOPBACK } from '../../processes/start-on-free-port';
import type { ServerCertificate } from '../../servers/create-certificates';

/** A server cannot be given what its template says. */
export class ServerConfigError extends LocalRunError {}

/**
 * Parameters of RDS and Aurora parameter groups that a server outside of RDS does not have. Closed: a parameter that is
 * neither here nor known to the server stops it, and so the run.
 */
export const RDS_ONLY_PARAMETERS: Readonly<Record<string, string>> = {
  aurora_enhanced_binlog: 'Aurora storage of the binlog',
  aurora_parallel_query: 'Aurora storage engine',
  binlog_backup: 'Aurora storage of the binlog',
  binlog_replication_globaldb: 'Aurora storage of the binlog',
  server_audit_logging: 'audit plugin of RDS and Aurora',
  server_audit_events: 'audit plugin of RDS and Aurora',
};

/** Names under which the server's option file knows a parameter. */
const RENAMED: Readonly<Record<string, string>> = { time_zone: 'default_time_zone' };

/** A value that RDS computes from the instance's size, such as `{DBInstanceClassMemory*3/4}`. */
const FORMULA = /\{[A-Za-z]/;

/** What an RDS MySQL server has when its parameter group says nothing; a plain MySQL 8 differs in these. */
const RDS_DEFAULTS = {
  binlog_format: 'MIXED',
  gtid_mode: 'OFF_PERMISSIVE',
  enforce_gtid_consistency: 'OFF',
  default_time_zone: '+00:00',
  sql_mode: 'NO_ENGINE_SUBSTITUTION',
};

export interface MysqlConfigInputs {
  readonly engine: 'mysql' | 'aurora-mysql';
  /** Parameter group values, the most specific last merged. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly mysqlDirectory: string;
  readonly dataDirectory: string;
  readonly port: number;
  readonly certificate: ServerCertificate;
  readonly runsAsRoot: boolean;
}

/**
 * The server's option file: what RDS supplies, then the template's parameters.
 *
 * @throws ServerConfigError for a parameter whose value only RDS can compute
 */
export function renderMysqlConfig(inputs: MysqlConfigInputs): string {
  const template: Record<string, string> = {};
  for (const [key, value] of Object.entries(inputs.parameters)) {
    const name = key.replace(/-/g, '_');
    if (name in RDS_ONLY_PARAMETERS) continue;
    if (FORMULA.test(value))
      throw new ServerConfigError(`parameter ${key} is a formula of RDS, which has no local value: ${value}`);
    template[RENAMED[name] ?? name] = value;
  }
  const options: Record<string, string> = {
    basedir: inputs.mysqlDirectory,
    'lc-messages-dir': join(inputs.mysqlDirectory, 'share'),
    datadir: inputs.dataDirectory,
    port: String(inputs.port),
    bind_address: LOOPBACK,
    // Relative to the data folder: a path there may be longer than a socket's name can be.
    socket: 'mysqld.sock',
    pid_file: join(inputs.dataDirectory, 'mysqld.pid'),
    mysqlx: 'OFF',
    server_id: '1',
    performance_schema: 'OFF',
    innodb_buffer_pool_size: '128M',
    innodb_log_file_size: '24M',
    // The data lives as long as the run: what a crash of the machine would lose is lost anyway. A server that is killed
    // loses nothing by it, nor of its binlog: each commit has handed both to the kernel.
    innodb_flush_log_at_trx_commit: '2',
    ssl_ca: inputs.certificate.caFile,
    ssl_cert: inputs.certificate.certificateFile,
    ssl_key: inputs.certificate.keyFile,
    ...(inputs.runsAsRoot ? { user: 'root' } : {}),
    ...RDS_DEFAULTS,
    ...template,
  };
  // Aurora writes no binlog at all unless the cluster's parameter group asks for one.
  const binlog = inputs.engine === 'aurora-mysql' && !('binlog_format' in template) ? 'skip-log-bin' : 'log_bin=binlog';
  const lines = Object.entries(options).map(([key, value]) => `${key}=${value}`);
  return ['[mysqld]', ...lines, binlog, ''].join('\n');
}
