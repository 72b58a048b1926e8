import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { BrokerAccess } from '../../access/broker-access';
import { renderProperties } from '../../model/parse-properties';
import type { RuntimePaths } from '../../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../../processes/start-on-free-port';
import type { Supervisor } from '../../processes/supervisor';
import { waitUntilReady } from '../../processes/wait-until-ready';
import type { ServerCertificate } from '../../servers/create-certificates';
import { javaArguments } from '../../servers/java-command';
import { privilegedClient } from '../../servers/kafka-client';
import type { KafkaServer } from '../../servers/local-server';
import { brokerServiceProperties, MSK_DEFAULT_PROPERTIES } from './service-provided';

export const KAFKA_VERSION = '3.9.2';

const READY_SECONDS = 90;

export interface BrokerSpec {
  /** The template's, after overrides. */
  readonly serverProperties: Readonly<Record<string, string>>;
  readonly certificate: ServerCertificate;
  /** What roles may do. */
  readonly access: Pick<BrokerAccess, 'policyFile' | 'usageFile'>;
  readonly directory: string;
}

/** Starts one broker with its controller. */
export function startKafka(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  { serverProperties, certificate, access, directory }: BrokerSpec,
  pickPort: PortPicker,
): Promise<KafkaServer> {
  return startOnFreePorts(3, pickPort, async ([port = 0, privilegedPort = 0, controllerPort = 0]) => {
    const logDirectory = join(directory, 'log');
    formatStorage(logDirectory);
    const configFile = join(directory, 'server.properties');
    writeFileSync(
      configFile,
      renderProperties({
        ...MSK_DEFAULT_PROPERTIES,
        ...serverProperties,
        ...brokerServiceProperties({
          port,
          privilegedPort,
          controllerPort,
          logDirectory,
          keystoreFile: certificate.keystoreFile,
          policyFile: access.policyFile,
          usageFile: access.usageFile,
        }),
      }),
    );
    const process = supervisor.start({
      name: 'kafka',
      command: runtime.java,
      args: javaArguments([runtime.kafkaLib, runtime.mskIamLib], directory, 'kafka.Kafka', [configFile]),
      env: { PATH: '/usr/bin:/bin' },
    });
    const privilegedServers = `${LOOPBACK}:${privilegedPort}`;
    const answer = (): Promise<void> => describeCluster({ privilegedServers });
    await waitUntilReady(process, answer, READY_SECONDS);
    const bootstrapServers = `${LOOPBACK}:${port}`;
    const kind = `Kafka ${KAFKA_VERSION}`;
    return { name: 'kafka', kind, host: LOOPBACK, port, bootstrapServers, privilegedServers, process, answer };
  });
}

/** What the format tool writes, without two seconds of a JVM: the identity of the cluster and of the folder. */
function formatStorage(logDirectory: string): void {
  mkdirSync(logDirectory, { recursive: true });
  const identity = { version: '1', 'cluster.id': newUuid(), 'node.id': '1', 'directory.id': newUuid() };
  writeFileSync(join(logDirectory, 'meta.properties'), renderProperties(identity));
}

/** Kafka's form of a UUID: 16 bytes as 22 URL-safe base64 digits that do not begin with a dash. */
function newUuid(): string {
  const uuid = randomBytes(16).toString('base64url');
  return uuid.startsWith('-') ? newUuid() : uuid;
}

async function describeCluster(server: Pick<KafkaServer, 'privilegedServers'>): Promise<void> {
  const admin = privilegedClient(server, 0).admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length === 0) throw new Error('the broker is not registered yet');
  } finally {
    await admin.disconnect();
  }
}
