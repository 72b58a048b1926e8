import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import { DEFAULT_CACHE_DIRECTORY } from '../../lib/assets/built-asset';
import { DEFAULT_PLUGINS_DIRECTORY } from '../../lib/ingestion/archive-asset';
import { pluginArchive } from '../../lib/ingestion/plugin-archive';
import type { AccessKey } from '../../local/access/access-key';
import { BrokerAccess } from '../../local/access/broker-access';
import { startKafka } from '../../local/kinds/msk/start-kafka';
import { askWorker } from '../../local/kinds/msk-connect/ask-worker';
import {
  connectorStatus,
  createConnector,
  describeStatus,
  failures,
  waitUntilRunning,
} from '../../local/kinds/msk-connect/create-connector';
import { startConnectWorker } from '../../local/kinds/msk-connect/start-connect-worker';
import { resumeConnector, stopConnector } from '../../local/kinds/msk-connect/stop-connector';
import { unpackPlugin } from '../../local/kinds/msk-connect/unpack-plugin';
import type { RuntimePaths } from '../../local/paths';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import type { Supervisor } from '../../local/processes/supervisor';
import { waitUntilReady } from '../../local/processes/wait-until-ready';
import { TopicReader, type TopicRecord } from '../../local/proofs/topic-reader';
import { awsEnvironment } from '../../local/servers/aws-environment';
import { createAuthority } from '../../local/servers/create-certificates';
import { createTrustStore } from '../../local/servers/create-trust-store';
import { privilegedClient } from '../../local/servers/kafka-client';
import type { ConnectWorker, KafkaServer } from '../../local/servers/local-server';
import {
  type CapturedAddress,
  type CaptureEngine,
  captureSpec,
  MAX_EVENT_BYTES,
  type NamedCapture,
  REGION,
  SECRET_NAME,
} from './capture-engine';
import { type SecretsManagerServer, startSecretsManagerServer } from './secrets-manager-server';

const ROLE = 'capture';
const CLUSTER_ARN = `arn:aws:kafka:${REGION}:000000000000:cluster/test/00000000-0000-0000-0000-000000000000-1`;
const POLL_MILLISECONDS = 200;
const READY_SECONDS = 120;

/** Longer than it takes to build the connector's archive. */
export const START_MILLISECONDS = 600_000;
/** Whom the connector is in the server. */
export const CDC_USER = { username: 'cdc', password: 'Cdc-pa55_word' };

/** What a client of the broker of a capture has to have. */
export interface BrokerClients {
  readonly key: AccessKey;
  readonly trustStoreFile: string;
}

/** A broker and a Connect worker with a connector of the platform, which captures one server after the other. */
export class Capture<Inputs extends NamedCapture> {
  private readonly readers = new Map<string, TopicReader>();

  private constructor(
    private readonly engine: CaptureEngine<Inputs>,
    private readonly inputs: Inputs,
    readonly kafka: KafkaServer,
    private readonly worker: ConnectWorker,
    private readonly secrets: SecretsManagerServer,
    /** By which further clients are let into the broker, and trust it. */
    readonly clients: BrokerClients,
  ) {}

  /** @param user whom the connector is in the servers */
  static async start<Inputs extends NamedCapture>(
    engine: CaptureEngine<Inputs>,
    inputs: Inputs,
    user: { readonly username: string; readonly password: string },
    { supervisor, runtime, directory }: { supervisor: Supervisor; runtime: RuntimePaths; directory: string },
  ): Promise<Capture<Inputs>> {
    const secrets = await startSecretsManagerServer();
    secrets.secrets.set(SECRET_NAME, JSON.stringify(user));
    const authority = await createAuthority(join(directory, 'tls'));
    const access = new BrokerAccess(CLUSTER_ARN, join(directory, 'access'));
    access.setRoles([{ name: ROLE, statements: [{ Effect: 'Allow', Action: 'kafka-cluster:*', Resource: '*' }] }]);
    const kafkaDirectory = join(directory, 'kafka');
    mkdirSync(kafkaDirectory, { recursive: true });
    const certificate = authority.issue(kafkaDirectory);
    const serverProperties = {
      'default.replication.factor': '1',
      'min.insync.replicas': '1',
      'message.max.bytes': String(MAX_EVENT_BYTES),
    };
    const broker = { serverProperties, certificate, access, directory: kafkaDirectory };
    const plugin = pluginArchive({
      plugin: engine.plugin,
      pluginsDirectory: DEFAULT_PLUGINS_DIRECTORY,
      cacheDirectory: DEFAULT_CACHE_DIRECTORY,
    });
    const [kafka, pluginPath, trustStoreFile] = await Promise.all([
      startKafka(supervisor, runtime, broker, pickFreePort),
      unpackPlugin(plugin, inputs.name, supervisor, runtime),
      createTrustStore(supervisor, runtime.java, authority.caFile, join(directory, 'tls', 'trust.store')),
    ]);
    const key = access.keyOf(ROLE);
    const { worker: properties, topics } = captureSpec(engine, inputs, kafka.bootstrapServers);
    await createTopics(kafka, topics);
    const worker = await startConnectWorker(
      supervisor,
      runtime,
      {
        connectorName: inputs.name,
        predecessors: 0,
        properties,
        bootstrapServers: kafka.bootstrapServers,
        pluginPath,
        trustStoreFile,
        env: awsEnvironment(secrets.url, REGION, key),
        directory: join(directory, 'connect'),
      },
      pickFreePort,
    );
    return new Capture(engine, inputs, kafka, worker, secrets, { key, trustStoreFile });
  }

  /**
   * Lets the connector capture a server from now on, from where it stopped.
   *
   * @param changes what is otherwise than at the start
   */
  async follow(server: CapturedAddress, changes: Partial<Inputs> = {}): Promise<void> {
    const { name } = this.inputs;
    const { bootstrapServers } = this.kafka;
    const { config, topics } = captureSpec(this.engine, { ...this.inputs, ...changes }, bootstrapServers, server);
    await createTopics(this.kafka, topics);
    await createConnector(this.worker, name, this.engine.trusting(config, server));
    await resumeConnector(this.worker, name);
    await waitUntilRunning(this.worker, name);
  }

  /** Ends its work; where it stopped is stored. */
  stop(): Promise<void> {
    return stopConnector(this.worker, this.inputs.name);
  }

  /** Forgets where it stopped. */
  async forget(): Promise<void> {
    const url = `${this.worker.url}/connectors/${this.inputs.name}/offsets`;
    const answer = await askWorker(url, { method: 'DELETE' });
    if (!answer.ok) throw new Error(`offsets must be deleted, got: ${answer.status} ${answer.text}`);
  }

  /** Resolves once something is stored of how far it came, where nothing was. */
  async untilOffsetsAreStored(): Promise<void> {
    const url = `${this.worker.url}/connectors/${this.inputs.name}/offsets`;
    while (/"offsets":\[\]/.test((await askWorker(url)).text)) await sleep(POLL_MILLISECONDS);
  }

  /** Kills the worker as the kernel does, which stores nothing any more. */
  async kill(): Promise<void> {
    process.kill(this.worker.process.pid, 'SIGKILL');
    await this.worker.process.ended;
  }

  /** Starts the worker again after it was killed; the connector goes on by itself. */
  async revive(): Promise<void> {
    this.worker.process.restart();
    await waitUntilReady(this.worker.process, this.worker.answer, READY_SECONDS);
    await waitUntilRunning(this.worker, this.inputs.name);
  }

  /**
   * The records of a topic in the order of partitions and offsets, as soon as there are so many; rejects when the connector
   * fails before.
   */
  records(topic: string, count: number): Promise<readonly TopicRecord[]> {
    return this.recordsOnce(topic, (records) => records.length >= count);
  }

  /** The same, as soon as they are what is waited for. */
  async recordsOnce(
    topic: string,
    isEnough: (records: readonly TopicRecord[]) => boolean,
  ): Promise<readonly TopicRecord[]> {
    for (;;) {
      const records = await this.recordsNow(topic);
      if (isEnough(records)) return records;
      const status = await connectorStatus(this.worker, this.inputs.name);
      if (status !== undefined && failures(status).length > 0) throw new Error(describeStatus(status));
      await sleep(POLL_MILLISECONDS);
    }
  }

  /** What is in the topic, whatever the connector does. */
  async recordsNow(topic: string): Promise<readonly TopicRecord[]> {
    const reader = this.readers.get(topic) ?? new TopicReader(privilegedClient(this.kafka), [topic]);
    this.readers.set(topic, reader);
    return [...((await reader.read()).get(topic) ?? [])];
  }

  /** Why the connector failed, as soon as it has. */
  async failure(): Promise<string> {
    for (;;) {
      const status = await connectorStatus(this.worker, this.inputs.name);
      if (status !== undefined && failures(status).length > 0) return describeStatus(status);
      await sleep(POLL_MILLISECONDS);
    }
  }

  /** What the connector's worker has logged. */
  log(): string {
    return readFileSync(this.worker.process.logFile, 'utf8');
  }

  /** Processes are the supervisor's. */
  end(): Promise<void> {
    return this.secrets.stop();
  }
}

/** Those that are there already stay as they are. */
export async function createTopics(kafka: KafkaServer, topics: ConnectorSpec['topics']): Promise<void> {
  const admin = privilegedClient(kafka).admin();
  await admin.connect();
  await admin
    .createTopics({
      waitForLeaders: true,
      topics: topics.map(({ name, partitions, config }) => ({
        topic: name,
        numPartitions: partitions,
        configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
      })),
    })
    .finally(() => admin.disconnect());
}
