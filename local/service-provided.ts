import { LOOPBACK } from './processes/start-on-free-port';

/**
 * What the managed services themselves supply: no template says it, so no override is needed for it. Taken from their
 * documentation, with the local addresses.
 */

/** Broker settings of MSK where a cluster's configuration says nothing, as far as they differ from Kafka's own. */
export const MSK_DEFAULT_PROPERTIES: Readonly<Record<string, string>> = {
  'auto.create.topics.enable': 'false',
  'unclean.leader.election.enable': 'true',
  'num.io.threads': '8',
  'num.network.threads': '5',
  'num.replica.fetchers': '2',
};

export interface BrokerPlacement {
  /** For clients: IAM over TLS. */
  readonly port: number;
  /** For the broker itself and for what CloudFormation does with topics. */
  readonly privilegedPort: number;
  readonly controllerPort: number;
  readonly logDirectory: string;
  /** PEM file with the broker's key and certificate. */
  readonly keystoreFile: string;
  /** Of the roles, see `local/msk-iam`. */
  readonly policyFile: string;
  readonly usageFile: string;
}

/** Broker settings that MSK never lets a configuration decide: identity, listeners, storage, internal topics. */
export function brokerServiceProperties(placement: BrokerPlacement): Record<string, string> {
  const { port, privilegedPort } = placement;
  const clients = `CLIENT_IAM://${LOOPBACK}:${port},PRIVILEGED://${LOOPBACK}:${privilegedPort}`;
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${LOOPBACK}:${placement.controllerPort}`,
    listeners: `${clients},CONTROLLER://${LOOPBACK}:${placement.controllerPort}`,
    'advertised.listeners': clients,
    'listener.security.protocol.map': 'CLIENT_IAM:SASL_SSL,PRIVILEGED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'PRIVILEGED',
    'controller.listener.names': 'CONTROLLER',
    'listener.name.client_iam.ssl.keystore.type': 'PEM',
    'listener.name.client_iam.ssl.keystore.location': placement.keystoreFile,
    'listener.name.client_iam.sasl.enabled.mechanisms': 'AWS_MSK_IAM',
    'listener.name.client_iam.aws_msk_iam.sasl.jaas.config': 'io.tributary.msk.iam.ServerLoginModule required;',
    'authorizer.class.name': 'io.tributary.msk.iam.MskIamAuthorizer',
    'tributary.msk.iam.policies': placement.policyFile,
    'tributary.msk.iam.usage': placement.usageFile,
    'tributary.msk.iam.exempt.listeners': 'PRIVILEGED,CONTROLLER',
    'log.dirs': placement.logDirectory,
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'group.initial.rebalance.delay.ms': '0',
  };
}

export interface WorkerPlacement {
  readonly connectorName: string;
  /** How many connectors of this name the run had before. */
  readonly predecessors: number;
  readonly bootstrapServers: string;
  readonly port: number;
  /** Folder whose folders are the plugins. */
  readonly pluginPath: string;
}

/** The last part of a connector's ARN, which names its internal topics: another one whenever the connector is created. */
function connectorId(predecessors: number): string {
  return `00000000-0000-0000-0000-${String(predecessors).padStart(12, '0')}-1`;
}

/** Worker settings that MSK Connect uses where a worker configuration says nothing. */
export function workerDefaultProperties(
  placement: Pick<WorkerPlacement, 'connectorName' | 'predecessors'>,
): Record<string, string> {
  return {
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'offset.storage.topic': internalTopic('offsets', placement),
    'offset.storage.partitions': '25',
    'status.storage.partitions': '5',
  };
}

/** Worker settings that MSK Connect supplies and refuses in a worker configuration. */
export function workerServiceProperties(placement: WorkerPlacement): Record<string, string> {
  return {
    'bootstrap.servers': placement.bootstrapServers,
    'group.id': `__amazon_msk_connect_${placement.connectorName}_${connectorId(placement.predecessors)}`,
    'config.storage.topic': internalTopic('configs', placement),
    'status.storage.topic': internalTopic('status', placement),
    'config.storage.replication.factor': '1',
    'offset.storage.replication.factor': '1',
    'status.storage.replication.factor': '1',
    'plugin.path': placement.pluginPath,
    listeners: `http://${LOOPBACK}:${placement.port}`,
    'rest.advertised.host.name': LOOPBACK,
    'rest.advertised.port': String(placement.port),
    'connector.client.config.override.policy': 'All',
    'scheduled.rebalance.max.delay.ms': '1000',
    ...Object.fromEntries(
      ['', 'producer.', 'consumer.', 'admin.'].flatMap((client) =>
        Object.entries(IAM_CLIENT).map(([key, value]) => [`${client}${key}`, value]),
      ),
    ),
  };
}

/** How a worker's clients reach a cluster whose connector asks for `IAM` and `TLS`. */
const IAM_CLIENT: Readonly<Record<string, string>> = {
  'security.protocol': 'SASL_SSL',
  'sasl.mechanism': 'AWS_MSK_IAM',
  'sasl.jaas.config': 'software.amazon.msk.auth.iam.IAMLoginModule required;',
  'sasl.client.callback.handler.class': 'software.amazon.msk.auth.iam.IAMClientCallbackHandler',
};

function internalTopic(
  kind: 'offsets' | 'configs' | 'status',
  { connectorName, predecessors }: Pick<WorkerPlacement, 'connectorName' | 'predecessors'>,
): string {
  return `__amazon_msk_connect_${kind}_${connectorName}_${connectorId(predecessors)}`;
}

/** Catalog under which Athena has the tables of the account's Data Catalog. */
export const DATA_CATALOG = 'awsdatacatalog';

/** Athena ends a statement after that, unless its quota was raised. */
const ATHENA_STATEMENT_MINUTES = 30;

export interface QueryEnginePlacement {
  readonly port: number;
  /** Folder whose folders are the connectors. */
  readonly pluginDirectory: string;
}

/** Settings of the engine, all of which Athena keeps to itself. */
export function queryEngineProperties({ port, pluginDirectory }: QueryEnginePlacement): Record<string, string> {
  return {
    'node.environment': 'local',
    'node.id': 'local',
    'node.bind-ip': LOOPBACK,
    'node.internal-address': LOOPBACK,
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'http-server.http.port': String(port),
    'http-server.log.enabled': 'false',
    'discovery.uri': `http://${LOOPBACK}:${port}`,
    'plugin.dir': pluginDirectory,
    // A static catalog is used seconds later than the server is ready.
    'catalog.management': 'dynamic',
    'query.max-run-time': `${ATHENA_STATEMENT_MINUTES}m`,
  };
}

/** How the engine reaches the Data Catalog and S3; endpoint, region and credentials come from its environment. */
export function dataCatalogProperties(): Record<string, string> {
  return {
    'connector.name': 'delta_lake',
    'hive.metastore': 'glue',
    'fs.native-s3.enabled': 'true',
    's3.path-style-access': 'true',
    // A table may be deleted and made anew in its place: nothing that was read of the old one may answer for it.
    'delta.metadata.cache-ttl': '0s',
    'delta.metadata.live-files.cache-ttl': '0s',
  };
}
