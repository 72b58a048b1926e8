import { LOOPBACK } from '../../processes/start-on-free-port';

/**
 * What MSK Connect itself supplies: no template says it, so no override is needed for it. Taken from its documentation, with the local
 * addresses.
 */

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
