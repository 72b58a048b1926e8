import { LOOPBACK } from '../../processes/start-on-free-port';

/**
 * What MSK itself supplies: no template says it, so no override is needed for it. Taken from its documentation, with the local
 * addresses.
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
