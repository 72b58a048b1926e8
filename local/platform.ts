import type { ConnectorModel, DatabaseModel } from './model/platform';
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

/** Everything that runs. */
export interface RunningPlatform {
  readonly aws: AwsServer;
  readonly awsClient: AwsClientConfig;
  readonly kafka: KafkaServer;
  readonly databases: readonly RunningDatabase[];
  readonly connectors: readonly RunningConnector[];
}

export function allServers(platform: RunningPlatform): LocalServer[] {
  const workers = platform.connectors.map((connector) => connector.worker);
  return [platform.aws, platform.kafka, ...platform.databases.map((database) => database.server), ...workers];
}
