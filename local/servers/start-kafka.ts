import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderProperties } from '../model/parse-properties';
import type { RuntimePaths } from '../paths';
import { LOOPBACK, type PortPicker, startOnFreePorts } from '../processes/start-on-free-port';
import type { Supervisor } from '../processes/supervisor';
import { waitUntilReady } from '../processes/wait-until-ready';
import { brokerServiceProperties, MSK_DEFAULT_PROPERTIES } from '../service-provided';
import { javaArguments } from './java-command';
import { kafkaClient } from './kafka-client';
import type { KafkaServer } from './local-server';

export const KAFKA_VERSION = '3.9.2';

const READY_SECONDS = 90;

/** Starts one broker with its controller. `serverProperties` are the template's, after overrides. */
export function startKafka(
  supervisor: Supervisor,
  runtime: RuntimePaths,
  serverProperties: Readonly<Record<string, string>>,
  directory: string,
  pickPort: PortPicker,
): Promise<KafkaServer> {
  return startOnFreePorts(2, pickPort, async ([port = 0, controllerPort = 0]) => {
    const logDirectory = join(directory, 'log');
    formatStorage(logDirectory);
    const configFile = join(directory, 'server.properties');
    writeFileSync(
      configFile,
      renderProperties({
        ...MSK_DEFAULT_PROPERTIES,
        ...serverProperties,
        ...brokerServiceProperties({ port, controllerPort, logDirectory }),
      }),
    );
    const process = supervisor.start({
      name: 'kafka',
      command: runtime.java,
      args: javaArguments(runtime.kafkaLib, directory, 'kafka.Kafka', [configFile]),
      env: { PATH: '/usr/bin:/bin' },
    });
    const bootstrapServers = `${LOOPBACK}:${port}`;
    await waitUntilReady(process, () => describeCluster(bootstrapServers), READY_SECONDS);
    return { name: 'kafka', kind: `Kafka ${KAFKA_VERSION}`, host: LOOPBACK, port, bootstrapServers, process };
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

async function describeCluster(bootstrapServers: string): Promise<void> {
  const admin = kafkaClient(bootstrapServers, 0).admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length === 0) throw new Error('the broker is not registered yet');
  } finally {
    await admin.disconnect();
  }
}
