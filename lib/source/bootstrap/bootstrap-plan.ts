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
}

/** What a flat JSON secret of a database user holds. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
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
