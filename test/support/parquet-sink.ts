import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { parse } from 'lossless-json';

import { type Dataset, topicName } from '../../connectors/dataset';
import { PARQUET_PREFIX, type S3ParquetInputs, s3Parquet } from '../../connectors/sinks/s3-parquet';
import { DEFAULT_CACHE_DIRECTORY } from '../../lib/assets/built-asset';
import { DEFAULT_PLUGINS_DIRECTORY } from '../../lib/ingestion/archive-asset';
import { pluginArchive } from '../../lib/ingestion/plugin-archive';
import { startAws } from '../../local/kinds/account/start-aws';
import { startRegistry } from '../../local/kinds/ecs/start-registry';
import {
  connectorStatus,
  createConnector,
  describeStatus,
  failures,
} from '../../local/kinds/msk-connect/create-connector';
import { startConnectWorker } from '../../local/kinds/msk-connect/start-connect-worker';
import { unpackPlugin } from '../../local/kinds/msk-connect/unpack-plugin';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import { type AwsClientConfig, awsClientConfig } from '../../local/servers/aws-client-config';
import { awsEnvironment } from '../../local/servers/aws-environment';
import { topicOffsets } from '../../local/servers/fetch-records';
import { privilegedClient } from '../../local/servers/kafka-client';
import type { AwsServer, ConnectWorker } from '../../local/servers/local-server';
import { sendRequest } from '../../local/servers/send-request';
import { createTopics } from './capture';
import { MAX_EVENT_BYTES, REGION } from './capture-engine';
import type { CapturedPostgres } from './captured-postgres';

const run = promisify(execFile);

const NAME = 'tributary-test-parquet';
const BUCKET = 'archive';
const API_PATH = '/apis/registry/v2';
const SCRIPT = join(__dirname, 'read-parquet-values.py');
const ROTATION: Rotation = { rotateRecords: 1000, rotateIntervalMs: 500 };
const POLL_MILLISECONDS = 200;
const MOST_OUTPUT = 64 * 2 ** 20;

/** When an object ends. */
type Rotation = Pick<S3ParquetInputs, 'rotateRecords' | 'rotateIntervalMs'>;

/** A column of objects, as pyarrow sees it. */
export interface ParquetColumn {
  /** Physical type, and the logical one that it has. */
  readonly parquet: string;
  /** As the Data Catalog has to spell it. */
  readonly hive: string;
}

/** What pyarrow reads of objects. */
export interface ParquetRows {
  readonly columns: Readonly<Record<string, ParquetColumn>>;
  /** Rows as they are after a change: each value as Python shows it. */
  readonly shown: readonly Readonly<Record<string, string>>[];
  /** The same, each value as events have it, numbers with all of their digits. */
  readonly told: readonly Readonly<Record<string, unknown>>[];
}

/** Beside a capture: a schema registry, S3, and the platform's sink of rows in Parquet. */
export class ParquetSink {
  private readonly s3: S3Client;
  private worker?: ConnectWorker;
  private deadLetters = '';

  private constructor(
    private readonly captured: CapturedPostgres,
    private readonly aws: AwsServer,
    /** Of the registry's API. */
    readonly registryUrl: string,
  ) {
    this.s3 = new S3Client(this.awsClient);
  }

  /** Starts what needs no broker. */
  static async start(captured: CapturedPostgres): Promise<ParquetSink> {
    const { supervisor, runtime, directory } = captured;
    const registry = { name: 'test', environment: {}, directory: join(directory, 'registry') };
    const [aws, { host, port }] = await Promise.all([
      startAws(supervisor, runtime, pickFreePort),
      startRegistry(supervisor, runtime, registry, pickFreePort),
    ]);
    const sink = new ParquetSink(captured, aws, `http://${host}:${port}${API_PATH}`);
    await sink.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    return sink;
  }

  /** Starts the sink, for tables that are captured now or later. */
  async follow(datasets: readonly Dataset[], rotation: Partial<Rotation> = {}): Promise<void> {
    const { supervisor, runtime, directory, capture } = this.captured;
    const { kafka, clients } = capture;
    const spec = s3Parquet({
      name: NAME,
      region: REGION,
      bucketName: BUCKET,
      registryUrl: this.registryUrl,
      datasets,
      capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
      maxTasks: 1,
      ...ROTATION,
      ...rotation,
      rotateBytes: MAX_EVENT_BYTES,
      compression: 'snappy',
      maxEventBytes: MAX_EVENT_BYTES,
    });
    const archive = pluginArchive({
      plugin: spec.plugin,
      pluginsDirectory: DEFAULT_PLUGINS_DIRECTORY,
      cacheDirectory: DEFAULT_CACHE_DIRECTORY,
    });
    const pluginPath = await unpackPlugin(archive, NAME, supervisor, runtime);
    const topics = spec.consumes.map((name) => ({ name, partitions: 1, config: {} }));
    await createTopics(kafka, [...spec.topics, ...topics]);
    this.deadLetters = spec.topics[0]?.name ?? '';
    this.worker = await startConnectWorker(
      supervisor,
      runtime,
      {
        connectorName: NAME,
        predecessors: 0,
        properties: spec.worker,
        bootstrapServers: kafka.bootstrapServers,
        pluginPath,
        trustStoreFile: clients.trustStoreFile,
        env: awsEnvironment(this.aws.endpoint, REGION, clients.key),
        directory: join(directory, 'sink'),
      },
      pickFreePort,
    );
    await createConnector(this.worker, NAME, spec.config);
  }

  /** The rows of a table in the order of their offsets, as soon as there are so many; rejects where one of any was given up. */
  async rows(dataset: Dataset, count: number): Promise<ParquetRows> {
    for (;;) {
      await this.requireSound();
      const keys = await this.keys(dataset);
      if (keys.length > 0) {
        const read = await this.read(keys);
        if (read.shown.length >= count) return read;
      }
      await sleep(POLL_MILLISECONDS);
    }
  }

  /** The newest schema of a table's values, as the registry has it. */
  async schema(dataset: Dataset): Promise<unknown> {
    const answer = await sendRequest(
      `${this.registryUrl}/groups/${dataset.source}/artifacts/${topicName(dataset)}-value`,
    );
    if (!answer.ok) throw new Error(`the registry must have a schema of ${topicName(dataset)}, got: ${answer.text}`);
    return JSON.parse(answer.text);
  }

  /** Of the objects of a table, in the order of their offsets. */
  async keys(dataset: Dataset): Promise<string[]> {
    const Prefix = `${PARQUET_PREFIX}/${topicName(dataset)}/`;
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix }));
    return Contents.map(({ Key }) => String(Key)).sort();
  }

  private async read(keys: readonly string[]): Promise<ParquetRows> {
    const folder = mkdtempSync(join(this.captured.directory, 'rows-'));
    const files = await Promise.all(
      keys.map(async (Key, at) => {
        const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
        const file = join(folder, `${at}.parquet`);
        writeFileSync(file, (await Body?.transformToByteArray()) ?? '');
        return file;
      }),
    );
    const { stdout } = await run(this.captured.runtime.python, [SCRIPT, ...files], { maxBuffer: MOST_OUTPUT });
    return parse(stdout) as ParquetRows;
  }

  private async requireSound(): Promise<void> {
    if (this.worker === undefined) throw new Error('the sink must be started before its rows are read');
    const status = await connectorStatus(this.worker, NAME);
    if (status !== undefined && failures(status).length > 0) throw new Error(describeStatus(status));
    const offsets = await topicOffsets(privilegedClient(this.captured.capture.kafka), [this.deadLetters]);
    const given = [...offsets.values()].reduce((sum, { end }) => sum + end, 0);
    if (given > 0) throw new Error(`no record must be given up, got: ${given}`);
  }

  private get awsClient(): AwsClientConfig {
    return awsClientConfig(this.aws.endpoint, REGION);
  }
}
