import type { SqlValue } from '../../core/render-sql';
import type { SourceRequest } from './bootstrap-request';

/** Table that connectors write to while the captured ones are idle. */
export const HEARTBEAT_TABLE = 'debezium_heartbeat';
/** Schema of PostgreSQL that holds what the platform keeps in a database, and nothing of anybody else's. */
export const PLATFORM_SCHEMA = 'tributary';

/** One statement: a SQL file of the dialect's folder, and the values of its placeholders. */
export interface BootstrapStep {
  readonly file: string;
  readonly values: Readonly<Record<string, SqlValue>>;
  /** What the server says where it has been run before: its name of that. @default - nothing: it may be run again */
  readonly doneBefore?: string;
}

/** What a flat JSON secret of a database user holds. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Whom a bootstrap gives something, besides the administrator. */
export interface BootstrapUsers {
  readonly cdc: Credentials;
  /** Of the sample's writing user; present exactly if the request has a sample. */
  readonly app?: Credentials | undefined;
  /** Of the owner of a further database; present exactly if the request has one. */
  readonly owner?: Credentials | undefined;
}

export interface BootstrapPlan {
  /** The database, and the sample tables with their rows: whatever must be there before keys are checked. */
  readonly schema: readonly BootstrapStep[];
  /** Users, grants, heartbeat table, and what a reader of the log needs besides. */
  readonly access: readonly BootstrapStep[];
}

export function distinctSchemas({ capturedTables }: SourceRequest): string[] {
  return [...new Set(capturedTables.map((table) => table.schema))];
}
