import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { CreateDatabaseCommand, CreateTableCommand, GlueClient, type TableInput } from '@aws-sdk/client-glue';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SERVING_BUNDLE } from '../../lib/serving/statement-function';
import { BrokerAccess } from '../../local/access/broker-access';
import { startAws } from '../../local/kinds/account/start-aws';
import { startTrino } from '../../local/kinds/athena/start-trino';
import { invokeFunction } from '../../local/kinds/lambda/invoke-function';
import { type RuntimePaths, runtimePaths } from '../../local/paths';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import { Supervisor } from '../../local/processes/supervisor';
import { type AwsClientConfig, awsClientConfig } from '../../local/servers/aws-client-config';
import { awsEnvironment } from '../../local/servers/aws-environment';
import type { AwsServer, QueryEngine } from '../../local/servers/local-server';
import { addWorkgroup, type WrittenAthena } from '../../local/servers/workgroup-file';

const ROOT = resolve(__dirname, '..', '..');
export const REGION = 'us-east-1';
/** A workgroup that enforces its settings, and one beside it that does not. */
export const WORKGROUP = 'people';
export const REFRESH_WORKGROUP = 'people-refresh';
export const DATABASE = 'pagila_kafka_connect';
export const ARCHIVE = 'archive';
export const TABLES = 'tables';

/** A file of changes, each as its record was. */
export interface ChangesFile {
  readonly key: string;
  readonly rows: readonly object[];
}

/** Athena with a database of the catalog and two buckets, and the functions that run statements there. */
export class AthenaBench {
  readonly athena: AthenaClient;
  readonly glue: GlueClient;
  private readonly s3: S3Client;
  private calls = 0;

  private constructor(
    readonly aws: AwsServer,
    readonly access: BrokerAccess,
    readonly engine: QueryEngine,
    private readonly supervisor: Supervisor,
    private readonly runtime: RuntimePaths,
    private readonly folder: string,
    config: AwsClientConfig,
  ) {
    this.athena = new AthenaClient(config);
    this.glue = new GlueClient(config);
    this.s3 = new S3Client(config);
  }

  static async open(): Promise<AthenaBench> {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-athena-'));
    const supervisor = new Supervisor('athena-test', folder);
    const runtime = runtimePaths(join(ROOT, '.runtime'), process.env);
    const access = new BrokerAccess('arn:aws:kafka:us-east-1:1:cluster/c/u', join(folder, 'access'));
    access.setRoles([]);
    const aws = await startAws(supervisor, runtime, pickFreePort, access);
    const directory = join(folder, 'trino');
    mkdirSync(directory);
    const spec = { awsEndpoint: aws.endpoint, region: REGION, scanLimitBytes: undefined, directory };
    const engine = await startTrino(supervisor, runtime, spec, pickFreePort);
    const config = awsClientConfig(aws.endpoint, REGION);
    const bench = new AthenaBench(aws, access, engine, supervisor, runtime, folder, config);
    bench.limitScans(undefined);
    for (const Bucket of [ARCHIVE, TABLES]) {
      await bench.s3.send(new CreateBucketCommand({ Bucket }));
    }
    await bench.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
    SERVING_BUNDLE.write(join(folder, 'code'));
    return bench;
  }

  /** From the next statement on. */
  limitScans(scanLimit: string | undefined): void {
    for (const name of [WORKGROUP, REFRESH_WORKGROUP]) {
      addWorkgroup<WrittenAthena>(this.aws.athenaWorkgroupFile ?? '', {
        name,
        arn: workgroupArn(name),
        url: `http://${this.engine.host}:${this.engine.port}`,
        outputLocation: 's3://results/results/',
        enforced: name === WORKGROUP,
        scanLimit,
      });
    }
  }

  async createTable(input: TableInput): Promise<void> {
    await this.glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: input }));
  }

  async writeChanges(files: readonly ChangesFile[]): Promise<void> {
    const file = join(this.folder, 'changes.json');
    writeFileSync(file, JSON.stringify(files));
    const script = join(ROOT, 'test', 'support', 'write-parquet-changes.py');
    const writer = this.supervisor.start({
      name: `write-changes-${this.calls++}`,
      command: this.runtime.python,
      args: [script, this.aws.endpoint, REGION, ARCHIVE, file],
      env: { PATH: process.env.PATH },
      cwd: this.folder,
    });
    if ((await writer.ended) !== 0) throw writer.failure();
  }

  /**
   * Calls one of the functions as Lambda does.
   *
   * @param role whose rights it has; without one, it may do everything
   * @throws FunctionError with its own error
   */
  call(exported: 'handler' | 'refresh', event: object, role?: string, timeoutSeconds = 120): Promise<unknown> {
    return invokeFunction(this.supervisor, {
      name: `call-${this.calls++}`,
      codeDirectory: join(this.folder, 'code'),
      handler: `index.${exported}`,
      env: awsEnvironment(this.aws.endpoint, REGION, role === undefined ? undefined : this.access.keyOf(role)),
      timeoutSeconds,
      event,
      directory: join(this.folder, 'calls'),
    });
  }

  /** Rows by the names of their columns. */
  async rows(sql: string): Promise<Record<string, unknown>[]> {
    const { columns, rows } = await this.engine.query(sql, DATABASE);
    return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
  }

  /** How a statement ended, and why. */
  async statement(sql: string, WorkGroup = WORKGROUP, athena = this.athena): Promise<string> {
    const { QueryExecutionId } = await athena.send(
      new StartQueryExecutionCommand({ WorkGroup, QueryString: sql, QueryExecutionContext: { Database: DATABASE } }),
    );
    for (;;) {
      const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State, StateChangeReason = '' } = QueryExecution?.Status ?? {};
      if (State !== 'QUEUED' && State !== 'RUNNING') return `${State} ${StateChangeReason}`.trim();
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  async keys(bucket: string, prefix: string): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
    return Contents.map(({ Key = '' }) => Key);
  }

  async putObject(Bucket: string, Key: string): Promise<void> {
    await this.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  }

  /** How the columns of all files below a prefix are compressed, each once. */
  async codecs(bucket: string, prefix: string): Promise<string[]> {
    const reader = this.supervisor.start({
      name: `read-codecs-${this.calls++}`,
      command: this.runtime.python,
      args: [join(ROOT, 'test', 'support', 'read-parquet-codecs.py'), this.aws.endpoint, REGION, bucket, prefix],
      env: { PATH: process.env.PATH },
      cwd: this.folder,
    });
    if ((await reader.ended) !== 0) throw reader.failure();
    return JSON.parse(readFileSync(reader.logFile, 'utf8')) as string[];
  }

  async close(): Promise<void> {
    await this.supervisor.stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function workgroupArn(name: string): string {
  return `arn:aws:athena:${REGION}:000000000000:workgroup/${name}`;
}
