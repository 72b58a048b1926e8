import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Client, escapeIdentifier } from 'pg';
import type { Dataset } from '../../connectors/dataset';
import {
  inspectStatements,
  mergeStatement,
  refreshStatement,
  schemaStatements,
  tableStatements,
} from '../../lib/warehouse/statements';
import type { WarehouseTable } from '../../lib/warehouse/warehouse-table';
import { BrokerAccess } from '../../local/access/broker-access';
import { startAws } from '../../local/kinds/account/start-aws';
import { DataApi, type StatementPlace } from '../../local/kinds/redshift/data-api';
import { openTopicEndpoint, type TopicEndpoint } from '../../local/kinds/redshift/topic-endpoint';
import { WAREHOUSE_PARAMETERS } from '../../local/kinds/redshift/workgroup';
import { runtimePaths } from '../../local/paths';
import { pickFreePort } from '../../local/processes/start-on-free-port';
import { Supervisor } from '../../local/processes/supervisor';
import { ADMINISTRATOR, awsClientConfig } from '../../local/servers/aws-client-config';
import { createAuthority } from '../../local/servers/create-certificates';
import { startPostgres } from '../../local/servers/start-postgres';
import { addWorkgroup } from '../../local/servers/workgroup-file';
import { inWarehouse } from './warehouse-tables';

const ADMIN = { user: 'admin', password: 'admin-password' };
const DATABASE = 'warehouse';
const REGION = 'us-east-1';

/** A record of a topic. */
export interface StreamRecord {
  readonly partition?: number;
  readonly offset: number;
  /** As bytes, as JSON, or none. */
  readonly value: Buffer | object | null;
}

/** A warehouse behind the Data API, whose topics hold what a test says. */
export class WarehouseBench {
  private readonly records = new Map<string, StreamRecord[]>();
  private tables = 0;

  private constructor(
    private readonly supervisor: Supervisor,
    private readonly folder: string,
    private readonly api: DataApi,
    private readonly place: StatementPlace,
    private readonly client: Client,
    private readonly topics: TopicEndpoint,
  ) {}

  static async open(): Promise<WarehouseBench> {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-warehouse-'));
    const supervisor = new Supervisor('warehouse-test', folder);
    const runtime = runtimePaths(join(resolve(__dirname, '..', '..'), '.runtime'), process.env);
    const access = new BrokerAccess('arn:aws:kafka:us-east-1:1:cluster/c/u', join(folder, 'access'));
    access.setRoles([]);
    const authority = await createAuthority(folder);
    const [aws, server] = await Promise.all([
      startAws(supervisor, runtime, pickFreePort, access),
      startPostgres(
        supervisor,
        runtime,
        {
          name: 'warehouse',
          parameters: WAREHOUSE_PARAMETERS,
          admin: async () => ADMIN,
          adminIsSuperuser: true,
          database: DATABASE,
          authority,
          dataDirectory: join(folder, 'warehouse'),
        },
        pickFreePort,
      ),
    ]);
    const client = new Client({
      host: server.host,
      port: server.port,
      ...ADMIN,
      database: DATABASE,
      ssl: { ca: readFileSync(server.caFile), host: server.host } as never,
    });
    await client.connect();
    const config = awsClientConfig(aws.endpoint, REGION);
    const SecretString = JSON.stringify({ username: ADMIN.user, password: ADMIN.password });
    const secrets = new SecretsManagerClient(config);
    const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: 'warehouse', SecretString }));
    let bench: WarehouseBench | undefined;
    const topics = await openTopicEndpoint(async ({ schema, topic, read }) => {
      if (read) await bench?.read(schema, topic);
    });
    addWorkgroup(aws.workgroupFile ?? '', {
      name: 'wg',
      arn: 'arn:aws:redshift-serverless:us-east-1:000000000000:workgroup/wg',
      host: server.host,
      port: server.port,
      caFile: server.caFile,
      topics: topics.url,
    });
    const place = { WorkgroupName: 'wg', Database: DATABASE, SecretArn: ARN };
    bench = new WarehouseBench(supervisor, folder, new DataApi(config), place, client, topics);
    return bench;
  }

  /** A table in a schema of its own, as its deployment makes it. */
  async make(dataset: Dataset, changes: Partial<WarehouseTable> = {}): Promise<MergedTable> {
    const table = inWarehouse(dataset, { schema: `s${this.tables++}`, ...changes });
    const schema = { schema: table.schema, roleArn: 'arn:aws:iam::1:role/r', bootstrapServers: 'b:9098' };
    await this.runAll(schemaStatements(schema).map(({ sql }) => sql));
    const made = new MergedTable(this, table);
    await made.deploy();
    return made;
  }

  /** What the next refreshes bring. */
  put(topic: string, schema: string, ...records: readonly StreamRecord[]): void {
    const key = `${schema}/${topic}`;
    this.records.set(key, [...(this.records.get(key) ?? []), ...records]);
  }

  /** In their order, and in one session: a session for each takes most of a test's time. */
  async runAll(sqls: readonly string[]): Promise<void> {
    const input = { ...this.place, Sqls: [...sqls], StatementName: 'make a table' };
    await this.api.call(
      { action: 'batchExecuteStatement', input, role: '', resource: {} as never },
      ADMINISTRATOR as never,
    );
  }

  async query(sql: string): Promise<(string | null)[][]> {
    const { rows } = await this.api.query(this.place, sql);
    return rows as (string | null)[][];
  }

  async close(): Promise<void> {
    this.topics.close();
    await this.client.end();
    await this.supervisor.stopAll();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async read(externalSchema: string, topic: string): Promise<void> {
    const key = `${externalSchema.replace(/__topics$/, '')}/${topic}`;
    for (const { partition = 0, offset, value } of this.records.get(key) ?? []) {
      const bytes = value === null || Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
      await this.client.query(
        `INSERT INTO ${escapeIdentifier(externalSchema)}.${escapeIdentifier(topic)}
         (kafka_partition, kafka_offset, kafka_timestamp_type, kafka_value, refresh_time)
         VALUES ($1, $2, 'C', $3::bytea, clock_timestamp() AT TIME ZONE 'UTC')`,
        [partition, String(offset), bytes],
      );
    }
    this.records.delete(key);
  }
}

/** What a merge said that it did. */
export interface Counts {
  readonly records: number;
  readonly upserted: number;
  readonly deleted: number;
  readonly stale: number;
  readonly refused: number;
}

/** A table of the bench. */
export class MergedTable {
  constructor(
    private readonly bench: WarehouseBench,
    readonly definition: WarehouseTable,
  ) {}

  put(...records: readonly StreamRecord[]): void {
    this.bench.put(this.definition.topic, this.definition.schema, ...records);
  }

  /** Brings everything to a definition, as an update of the stack does. */
  async deploy(changes: Partial<WarehouseTable> = {}): Promise<MergedTable> {
    const definition = { ...this.definition, ...changes };
    const { columns, views } = inspectStatements(definition);
    const names = async (sql: string) => (await this.bench.query(sql)).map(([name]) => String(name));
    const statements = tableStatements(definition, await names(columns.sql), await names(views.sql));
    await this.bench.runAll(statements.map(({ sql }) => sql));
    return new MergedTable(this.bench, definition);
  }

  async merge(): Promise<Counts> {
    await this.bench.query(refreshStatement(this.definition).sql);
    const [row = []] = await this.bench.query(mergeStatement(this.definition).sql);
    const [records = 0, upserted = 0, deleted = 0, stale = 0, refused = 0] = row.map(Number);
    return { records, upserted, deleted, stale, refused };
  }

  /** Rows of what belongs to the table, such as `__deleted`; columns as texts. */
  async rows(columns: string, suffix = '', order = '1'): Promise<(string | null)[][]> {
    const { schema, table } = this.definition;
    return this.bench.query(`SELECT ${columns} FROM "${schema}"."${table}${suffix}" ORDER BY ${order}`);
  }

  query(sql: (schema: string, table: string) => string): Promise<(string | null)[][]> {
    return this.bench.query(sql(this.definition.schema, this.definition.table));
  }
}
