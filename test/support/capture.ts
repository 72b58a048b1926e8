import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectorSpec, PluginName } from '../../connectors/connector-spec';
import { largestEvent } from '../../connectors/fragments/record-size';
import { type MysqlCdcInputs, mysqlCdc } from '../../connectors/sources/mysql-cdc';
import { type PostgresCdcInputs, postgresCdc } from '../../connectors/sources/postgres-cdc';
import { DEFAULT_CACHE_DIRECTORY } from '../../lib/assets/built-asset';
import { DEFAULT_PLUGINS_DIRECTORY } from '../../lib/ingestion/archive-asset';
import { pluginArchive } from '../../lib/ingestion/plugin-archive';
import { BrokerAccess } from '../../local/access/broker-access';
import { startKafka } from '../../local/kinds/msk/start-kafka';
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
import { TopicReader, type TopicRecord } from '../../local/proofs/topic-reader';
import { awsEnvironment } from '../../local/servers/aws-environment';
import { createAuthority } from '../../local/servers/create-certificates';
import { createTrustStore } from '../../local/servers/create-trust-store';
import { privilegedClient } from '../../local/servers/kafka-client';
import type { ConnectWorker, KafkaServer } from '../../local/servers/local-server';
import type { MysqlServer } from './mysql-server';
import { type SecretsManagerServer, startSecretsManagerServer } from './secrets-manager-server';

const REGION = 'us-east-1';
const ROLE = 'capture';
const CLUSTER_ARN = `arn:aws:kafka:${REGION}:000000000000:cluster/test/00000000-0000-0000-0000-000000000000-1`;
const SECRET_NAME = 'test/cdc';
const POLL_MILLISECONDS = 200;
const MAX_EVENT_BYTES = largestEvent(8 * 1_048_576);

type Decided =
  | 'region'
  | 'hostname'
  | 'port'
  | 'secretName'
  | 'bootstrapServers'
  | 'capacity'
  | 'retentionMs'
  | 'maxEventBytes';

/** What the servers of a test decide: all else of the connector's inputs. */
export type CaptureInputs = Omit<MysqlCdcInputs, Decided>;
export type PostgresCaptureInputs = Omit<PostgresCdcInputs, Decided>;

type Place = Pick<MysqlServer, 'host' | 'port'>;
type Common = Pick<MysqlCdcInputs, Decided>;

/** Connectors of one make of databases. */
export interface CaptureKind<Inputs> {
  readonly plugin: PluginName;
  readonly spec: (inputs: Inputs & Common) => ConnectorSpec;
  /** The servers of a test have an authority each, and none is RDS's: encrypted all the same, but not verified. */
  readonly unverified: (config: ConnectorSpec['config']) => Record<string, string>;
}

const without = (config: ConnectorSpec['config'], prefix: string): Record<string, string> =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !key.startsWith(prefix)));

const MYSQL: CaptureKind<CaptureInputs> = {
  plugin: 'debezium-mysql',
  spec: mysqlCdc,
  unverified: (config) => ({ ...without(config, 'database.ssl.'), 'database.ssl.mode': 'required' }),
};

export const POSTGRES: CaptureKind<PostgresCaptureInputs> = {
  plugin: 'debezium-postgres',
  spec: postgresCdc,
  unverified: (config) => ({ ...without(config, 'database.ssl'), 'database.sslmode': 'require' }),
};

interface CaptureServers {
  readonly supervisor: Supervisor;
  readonly runtime: RuntimePaths;
  readonly directory: string;
}

interface CaptureUser {
  readonly username: string;
  readonly password: string;
}

/** A broker and a Connect worker with a connector of the platform, which captures one server after the other. */
export class Capture<Inputs extends { readonly name: string } = CaptureInputs> {
  private constructor(
    private readonly kind: CaptureKind<Inputs>,
    private readonly inputs: Inputs,
    private readonly kafka: KafkaServer,
    private readonly worker: ConnectWorker,
    private readonly secrets: SecretsManagerServer,
    private readonly reader: TopicReader,
  ) {}

  /** @param user whom the connector is in the servers */
  static start(inputs: CaptureInputs, user: CaptureUser, servers: CaptureServers): Promise<Capture> {
    return Capture.startKind(MYSQL, inputs, user, servers);
  }

  static async startKind<Inputs extends { readonly name: string }>(
    kind: CaptureKind<Inputs>,
    inputs: Inputs,
    user: CaptureUser,
    { supervisor, runtime, directory }: CaptureServers,
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
      plugin: kind.plugin,
      pluginsDirectory: DEFAULT_PLUGINS_DIRECTORY,
      cacheDirectory: DEFAULT_CACHE_DIRECTORY,
    });
    const [kafka, pluginPath, trustStoreFile] = await Promise.all([
      startKafka(supervisor, runtime, broker, pickFreePort),
      unpackPlugin(plugin, inputs.name, supervisor, runtime),
      createTrustStore(supervisor, runtime.java, authority.caFile, join(directory, 'tls', 'trust.store')),
    ]);
    const { worker: properties, topics, produces } = specOf(kind, inputs, kafka, { host: 'none', port: 0 });
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
        env: awsEnvironment(secrets.url, REGION, access.keyOf(ROLE)),
        directory: join(directory, 'connect'),
      },
      pickFreePort,
    );
    return new Capture(kind, inputs, kafka, worker, secrets, new TopicReader(privilegedClient(kafka), produces));
  }

  /**
   * Lets the connector capture a server from now on, from where it stopped.
   *
   * @param changes what is otherwise than at the start; topics are those of the start
   */
  async follow(server: Place, changes: Partial<Inputs> = {}): Promise<void> {
    const { name } = this.inputs;
    const inputs = { ...this.inputs, ...changes };
    await createConnector(
      this.worker,
      name,
      this.kind.unverified(specOf(this.kind, inputs, this.kafka, server).config),
    );
    await resumeConnector(this.worker, name);
    await waitUntilRunning(this.worker, name);
  }

  /** Ends its work; where it stopped is stored. */
  stop(): Promise<void> {
    return stopConnector(this.worker, this.inputs.name);
  }

  /**
   * The records of a topic in the order of partitions and offsets, as soon as there are so many; rejects when the connector
   * fails before.
   */
  async records(topic: string, count: number): Promise<readonly TopicRecord[]> {
    for (;;) {
      const records = (await this.reader.read()).get(topic) ?? [];
      if (records.length >= count) return [...records];
      const status = await connectorStatus(this.worker, this.inputs.name);
      if (status !== undefined && failures(status).length > 0) throw new Error(describeStatus(status));
      await sleep(POLL_MILLISECONDS);
    }
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

function specOf<Inputs>(kind: CaptureKind<Inputs>, inputs: Inputs, kafka: KafkaServer, server: Place): ConnectorSpec {
  return kind.spec({
    ...inputs,
    region: REGION,
    hostname: server.host,
    port: String(server.port),
    secretName: SECRET_NAME,
    bootstrapServers: kafka.bootstrapServers,
    capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
    retentionMs: 3_600_000,
    maxEventBytes: MAX_EVENT_BYTES,
  });
}

async function createTopics(kafka: KafkaServer, topics: ConnectorSpec['topics']): Promise<void> {
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
