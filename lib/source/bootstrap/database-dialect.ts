import type { SqlDialect } from '../../core/render-sql';
import type { BootstrapPlan, BootstrapStep, BootstrapUsers, Credentials } from './bootstrap-plan';
import type { BootstrapRequest, CapturedTable, SourceRequest } from './bootstrap-request';
import type { BootstrapSession } from './bootstrap-session';
import type { DatabaseAddress, SqlConnection } from './sql-connection';

/**
 * What has to be true of a source that is captured. Every check only reads, and answers with `property rule, got: value`
 * sentences, none where all is well.
 */
export interface DatabaseChecks {
  /** Server settings that change capture cannot work with. */
  settings(): Promise<string[]>;
  /** Everything that a look at the definitions of the captured tables tells. */
  definitions(): Promise<string[]>;
  /** What rows of them tell that are there already; may take minutes. */
  rows(): Promise<string[]>;
  /** What the user that asks lacks to prepare the captured tables. */
  rights(): Promise<string[]>;
  /** What the bootstrap has brought about, and somebody may have undone. */
  established(): Promise<string[]>;
}

/** What the bootstrap knows of one make of databases. Its SQL is in the folder of its name. */
export interface DatabaseDialect {
  readonly quoting: SqlDialect;
  connect(address: DatabaseAddress, user: Credentials, database: string): Promise<SqlConnection>;
  /**
   * Every statement of a bootstrap, in order. Each may be run again at any time without changing what it already made.
   *
   * @param sampleFiles paths of the sample's SQL files, relative to the dialect's folder
   */
  plan(request: BootstrapRequest, sampleFiles: readonly string[], users: BootstrapUsers): BootstrapPlan;
  /** What a connector writes now and then. */
  heartbeat(request: SourceRequest): BootstrapStep;
  /** @param tables those of the request that are there */
  checks(session: BootstrapSession, request: SourceRequest, tables: readonly CapturedTable[]): DatabaseChecks;
  /** Tells what nobody can check, as an administrator. */
  inform(session: BootstrapSession): Promise<void>;
  /**
   * Takes back what would harm the database once its reader is gone.
   *
   * @returns nothing where there is nothing of that kind
   */
  removal?(request: SourceRequest): Removal | undefined;
}

/** Statements that take something back, in order. */
export interface Removal {
  readonly steps: readonly BootstrapStep[];
  /** Whether it is all gone by now; a reader that is only about to end may still hold it. */
  isDone(session: BootstrapSession): Promise<boolean>;
  /** What it is, for who has to be told that it is still there. */
  readonly what: string;
}
