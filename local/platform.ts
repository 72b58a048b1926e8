import type { ConnectorModel, DatabaseModel, JobModel } from './model/platform';
import type { AwsClientConfig } from './servers/aws-client-config';
import type { AwsServer, ConnectWorker, DatabaseServer, KafkaServer, LocalServer } from './servers/local-server';

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

/** A job that is deployed and that can be run. */
export interface RunnableJob {
  readonly model: JobModel;
  /** Runs that ended well, in order. */
  readonly runs: readonly JobRun[];
  /**
   * Runs it to its end as synthesized, but for the arguments that are given.
   *
   * @throws JobFailedError
   * @throws ConcurrentRunsExceededException when a run is under way
   */
  run(changedArguments?: Readonly<Record<string, string>>): Promise<JobRun>;
}

/** Everything that runs. */
export interface RunningPlatform {
  readonly aws: AwsServer;
  readonly awsClient: AwsClientConfig;
  readonly kafka: KafkaServer;
  readonly databases: readonly RunningDatabase[];
  readonly connectors: readonly RunningConnector[];
  readonly jobs: readonly RunnableJob[];
}

export function allServers(platform: RunningPlatform): LocalServer[] {
  const workers = platform.connectors.map((connector) => connector.worker);
  return [platform.aws, platform.kafka, ...platform.databases.map((database) => database.server), ...workers];
}
