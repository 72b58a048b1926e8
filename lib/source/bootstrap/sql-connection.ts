import type { SqlDialect } from '../../core/render-sql';

/** Rows by names of their columns. */
export type ResultRow = Readonly<Record<string, unknown>>;

/** A session of a database, whatever its make. */
export interface SqlConnection {
  readonly quoting: SqlDialect;
  /** Runs one statement. */
  query(sql: string): Promise<{ readonly rows: readonly ResultRow[]; readonly affected: number }>;
  end(): Promise<void>;
}

export interface DatabaseAddress {
  readonly hostname: string;
  readonly port: number;
  /** PEM certificates that the server's must descend from. */
  readonly certificateAuthorities: readonly string[];
}
