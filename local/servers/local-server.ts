import type { RunningProcess } from '../processes/supervisor';

/** What a report and a person need to know of a server that runs. */
export interface LocalServer {
  readonly name: string;
  /** What it is, with its version, e.g. `MySQL 8.0.15`. */
  readonly kind: string;
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly process: RunningProcess;
  /** Resolves once it has answered a real request; rejects when it does not. */
  readonly answer: () => Promise<unknown>;
  /** What it has in its memory alone, and takes with it when it ends; undefined for one that finds all it had on disk. */
  readonly memory?: string;
}

/** Whom a database is handed over to. */
export interface DatabaseAdmin {
  readonly user: string;
  readonly password: string;
}

/** A captured database that runs. */
export interface DatabaseServer extends LocalServer {
  readonly user: string;
  readonly password: string;
  /** PEM file with the authority that signed the server's certificate. */
  readonly caFile: string;
  readonly engineVersion: string;
  /** Gives roles what RDS gives those that were granted one of its own. @default - such roles have nothing of their own */
  readonly followGrants?: () => Promise<void>;
}

export interface KafkaServer extends LocalServer {
  /** `host:port` that clients are given: IAM over TLS. */
  readonly bootstrapServers: string;
  /** `host:port` of a listener without authentication, where everything is allowed: for what is no client of MSK's. */
  readonly privilegedServers: string;
}

/** S3, Secrets Manager and whatever else of AWS has a stand-in, behind one endpoint. */
export interface AwsServer extends LocalServer {
  readonly endpoint: string;
  /** What it reads to know which server stands for which workgroup of Redshift; undefined where it has none. */
  readonly workgroupFile?: string | undefined;
  /** The same of Athena. */
  readonly athenaWorkgroupFile?: string | undefined;
}

export interface ConnectWorker extends LocalServer {
  readonly url: string;
}

/** Rows in the textual form in which Athena gives them: numbers and booleans as text, null as null. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface QueryEngine extends LocalServer {
  /**
   * @param database the one whose tables need no prefix
   * @param parameters SQL of the values that stand for each `?`, in their order
   * @throws QueryError with the engine's message and the statement
   */
  query(sql: string, database: string, parameters?: readonly string[]): Promise<QueryResult>;
  /** From the next query on, one that reads more fails; undefined for no limit. */
  limitScans(bytes: bigint | undefined): void;
}
