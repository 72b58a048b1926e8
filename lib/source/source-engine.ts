import { Duration } from 'aws-cdk-lib';
import { HEARTBEAT_TABLE, PLATFORM_SCHEMA } from './bootstrap/bootstrap-plan';
import type { Dialect } from './bootstrap/bootstrap-request';

export type { Dialect } from './bootstrap/bootstrap-request';

/** The engines a captured database can have. */
export type SourceEngine = 'mysql' | 'aurora-mysql' | 'postgres';

/** How the place of a change in an engine's log becomes a position that sorts as the log does. */
export type PositionFormat = 'mysql-binlog' | 'postgres-lsn';

/** What differs between engines and can be told without a scope. */
export interface EngineTraits {
  /** As people call it. */
  readonly title: string;
  /** Name of the SQL folder below `bootstrap/`, and of the protocol that the bootstrap handler speaks. */
  readonly dialect: Dialect;
  readonly positions: PositionFormat;
  readonly port: number;
  /** Of who owns everything; services refuse some names. */
  readonly adminUser: string;
  /** Suffix of the logical id of what holds the data. Engines differ in it, for one cannot turn into another. */
  readonly dataResource: string;
  /** Logs that tell a failing database from a slow one. */
  readonly logExports: readonly string[];
  /** Longest time that the service keeps the binlog for readers; undefined where each reader has the log kept for itself. */
  readonly maxBinlogRetention: Duration | undefined;
}

const TRAITS: Readonly<Record<SourceEngine, EngineTraits>> = {
  mysql: {
    title: 'RDS for MySQL',
    dialect: 'mysql',
    positions: 'mysql-binlog',
    port: 3306,
    adminUser: 'admin',
    dataResource: 'Instance',
    logExports: ['error', 'slowquery'],
    maxBinlogRetention: Duration.hours(168),
  },
  'aurora-mysql': {
    title: 'Aurora MySQL',
    dialect: 'mysql',
    positions: 'mysql-binlog',
    port: 3306,
    adminUser: 'admin',
    dataResource: 'Cluster',
    logExports: ['error', 'slowquery'],
    maxBinlogRetention: Duration.hours(2160),
  },
  postgres: {
    title: 'RDS for PostgreSQL',
    dialect: 'postgres',
    positions: 'postgres-lsn',
    port: 5432,
    adminUser: 'postgres',
    dataResource: 'PostgresInstance',
    logExports: ['postgresql'],
    maxBinlogRetention: undefined,
  },
};

/** @returns undefined where `engine` is none that is known */
export function engineTraits(engine: string): EngineTraits | undefined {
  return Object.hasOwn(TRAITS, engine) ? TRAITS[engine as SourceEngine] : undefined;
}

/** Of changes that a database of the engine writes. */
export function positionFormat(engine: SourceEngine): PositionFormat {
  return TRAITS[engine].positions;
}

/** Where the heartbeat table of a database is, as statements of its engine name it. */
export function heartbeatTable(engine: SourceEngine, database: string): string {
  return `${TRAITS[engine].dialect === 'postgres' ? PLATFORM_SCHEMA : database}.${HEARTBEAT_TABLE}`;
}

export const SOURCE_ENGINES = Object.keys(TRAITS) as readonly SourceEngine[];
