import type { Size } from 'aws-cdk-lib';
import type { SourceEngine } from './source-engine';

/**
 * What makes the server write a binlog that change capture can read: every row whole, with its column names, every
 * transaction with an id that survives a failover, and no date that is none.
 *
 * `binlog_transaction_compression` is left at its default, which is off everywhere: Aurora's cluster groups have it, but RDS
 * documents it for clusters in several zones only and not for instances, neither says how its values are spelled, and a
 * group that is refused costs a deployment. The bootstrap refuses a server where it is on.
 */
const BINLOG = {
  binlog_format: 'ROW',
  binlog_row_image: 'FULL',
  binlog_row_metadata: 'FULL',
  // RDS spells this one with a hyphen.
  'gtid-mode': 'ON',
  enforce_gtid_consistency: 'ON',
  // RDS and Aurora leave strictness out, and so let zero dates in, which no reader of the log can tell from NULL.
  sql_mode: 'STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
} as const;

const PARAMETERS: Readonly<Record<SourceEngine, Readonly<Record<string, string>>>> = {
  mysql: { ...BINLOG, require_secure_transport: '1' },
  'aurora-mysql': { ...BINLOG, require_secure_transport: 'ON' },
  postgres: { 'rds.logical_replication': '1', 'rds.force_ssl': '1' },
};

/**
 * Parameters of the group that governs replication and transport: the instance's on RDS, the **cluster's** on Aurora,
 * where the same settings in the instance group are without effect.
 *
 * @param slotWalLimit log that PostgreSQL keeps for a stopped reader at most
 */
export function replicationParameters(engine: SourceEngine, slotWalLimit?: Size): Readonly<Record<string, string>> {
  return {
    ...PARAMETERS[engine],
    ...(slotWalLimit === undefined ? {} : { max_slot_wal_keep_size: String(slotWalLimit.toMebibytes()) }),
  };
}

/** Statements that take two seconds or more go to where RDS exports them from. */
export function slowQueryParameters(engine: SourceEngine): Readonly<Record<string, string>> {
  return engine === 'postgres'
    ? { log_min_duration_statement: '2000' }
    : { slow_query_log: '1', long_query_time: '2', log_output: 'FILE' };
}
