import type { DatabaseData } from '../data/find-data';
import { LocalRunError } from '../local-run-error';
import type { ConnectorModel, DatabaseModel, JobModel, MergesModel, QueryModel, RefreshModel } from '../model/platform';
import type { AwsClientConfig } from '../servers/aws-client-config';
import type { RoleIdentity } from '../servers/kafka-client';
import type {
  AwsServer,
  ConnectWorker,
  DatabaseServer,
  KafkaServer,
  LocalServer,
  QueryEngine,
  QueryResult,
} from '../servers/local-server';

/** A connector that runs, with its configuration as its worker says it runs. */
export interface RunningConnector {
  readonly model: ConnectorModel;
  readonly worker: ConnectWorker;
  readonly config: Readonly<Record<string, string>>;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** A captured database that runs, with the user that a walkthrough writes as. */
export interface RunningDatabase {
  readonly model: DatabaseModel;
  readonly server: DatabaseServer;
  readonly writer: Credentials;
  /** What brought its tables; undefined where the bootstrap makes a sample's, or there are none. */
  readonly data: DatabaseData | undefined;
}

/** One run of a job. */
export interface JobRun {
  /** All arguments that the script was given by its template and by who started it. */
  readonly arguments: Readonly<Record<string, string>>;
  /** JSON lines that it printed. */
  readonly reports: readonly Readonly<Record<string, unknown>>[];
  readonly seconds: number;
  readonly logFile: string;
}

/** How a run of a job ended. */
export interface JobEnd {
  readonly endedAt: Date;
  readonly seconds: number;
  /** Why it failed, in one line; undefined for one that ended well or was stopped. */
  readonly failure: string | undefined;
  readonly logFile: string;
}

/** A run that was started. */
export interface JobUnderWay {
  readonly logFile: string;
  /** What it printed so far. */
  reports(): readonly Readonly<Record<string, unknown>>[];
  /** Its end; rejects with JobFailedError, unless it was stopped. */
  readonly ended: Promise<JobRun>;
  /** Ends it: the way in which a streaming job ends. */
  stop(): Promise<JobRun>;
}

/** A job that is deployed and that can be run. */
export interface RunnableJob {
  readonly model: JobModel;
  /** As synthesized, with `--`. */
  readonly defaultArguments: Readonly<Record<string, string>>;
  /** Runs that ended well or were stopped, in order. */
  readonly runs: readonly JobRun[];
  /** How the newest run that is over ended, whatever came of it; undefined before the first one. */
  readonly lastEnd: JobEnd | undefined;
  /**
   * Runs it to its end as synthesized, but for the arguments that are given.
   *
   * @throws JobFailedError
   * @throws ConcurrentRunsExceededException when a run is under way
   */
  run(changedArguments?: Readonly<Record<string, string>>): Promise<JobRun>;
  /**
   * Starts it and does not wait.
   *
   * @throws ConcurrentRunsExceededException
   */
  start(changedArguments?: Readonly<Record<string, string>>): JobUnderWay;
  /** Runs that have not ended, in the order of their start. */
  runsUnderWay(): readonly JobUnderWay[];
  /** Lets later runs be of another definition, in place; one that is under way goes on as it began. */
  redefine(prepared: RunnableJob): void;
}

/** What a merge of one table of a warehouse did, in records of its topic and in rows. */
export interface MergeCounts {
  /** Records that it took in. */
  readonly records: number;
  readonly upserted: number;
  readonly deleted: number;
  /** Changes that were older than what is there. */
  readonly stale: number;
  /** Records that are among the errors. */
  readonly refused: number;
}

/** Tables of a warehouse that a pipeline keeps. */
export interface RunningMerges {
  readonly model: MergesModel;
  /**
   * Asks the warehouse in its own SQL, as its administrator.
   *
   * @throws LocalRunError with the server's words
   */
  query(sql: string): Promise<QueryResult>;
  /** Brings the views of all topics up to date, and merges nothing. */
  refresh(): Promise<void>;
  /**
   * Does what the schedules do, once each.
   *
   * @returns what each merge did, in the order of the tables
   * @throws LocalRunError with the server's words
   */
  merge(): Promise<readonly MergeCounts[]>;
}

/** What makes a table of the lake anew by the clock. */
export interface RunningRefresh {
  readonly model: RefreshModel;
  /** Of its schedule. */
  readonly id: string;
  /**
   * Does what the schedule does, once.
   *
   * @returns what its function answers
   * @throws FunctionError with the function's own error
   */
  run(): Promise<unknown>;
}

/** A table of the Data Catalog. */
export interface CatalogTable {
  readonly database: string;
  readonly name: string;
  /** Without a trailing slash; empty for a table that has none. */
  readonly location: string;
}

/** Everything that runs. */
export interface RunningPlatform {
  readonly aws: AwsServer;
  readonly awsClient: AwsClientConfig;
  readonly kafka: KafkaServer;
  /** How a client has the role of the client host; undefined where the environment has none. */
  readonly operator: RoleIdentity | undefined;
  readonly databases: readonly RunningDatabase[];
  readonly connectors: readonly RunningConnector[];
  readonly jobs: readonly RunnableJob[];
  /** What keeps the tables of all of them in order; undefined where the environment, or the part of it, has none. */
  readonly upkeep: RunnableJob | undefined;
  readonly merges: readonly RunningMerges[];
  readonly refreshes: readonly RunningRefresh[];
  readonly catalogTables: readonly CatalogTable[];
  /** Undefined where the environment has no workgroup. */
  readonly queryEngine: QueryEngine | undefined;
  readonly queries: readonly QueryModel[];
  /** Servers of kinds that nothing else here has to know. */
  readonly others: readonly LocalServer[];
}

/** What does not run yet is an error to ask for. */
export function emptyPlatform(): RunningPlatform {
  const missing = (what: string) => (): never => {
    throw new LocalRunError(`${what} does not run yet`);
  };
  return Object.defineProperties(
    {
      databases: [],
      connectors: [],
      jobs: [],
      upkeep: undefined,
      merges: [],
      refreshes: [],
      catalogTables: [],
      queries: [],
      others: [],
    } as unknown as RunningPlatform,
    {
      aws: { get: missing('the stand-in of AWS'), configurable: true, enumerable: true },
      awsClient: { get: missing('the stand-in of AWS'), configurable: true, enumerable: true },
      kafka: { get: missing('the broker'), configurable: true, enumerable: true },
    },
  );
}

/** Those of pipelines, and the one that keeps all of their tables. */
export function allJobs({ jobs, upkeep }: Pick<RunningPlatform, 'jobs' | 'upkeep'>): RunnableJob[] {
  return [...jobs, ...(upkeep === undefined ? [] : [upkeep])];
}

export function allServers(platform: RunningPlatform): LocalServer[] {
  const workers = platform.connectors.map((connector) => connector.worker);
  const engines = platform.queryEngine === undefined ? [] : [platform.queryEngine];
  const databases = platform.databases.map((database) => database.server);
  return [platform.aws, platform.kafka, ...databases, ...engines, ...workers, ...platform.others];
}
