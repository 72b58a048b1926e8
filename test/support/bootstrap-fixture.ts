import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { type BootstrapRequest, type SourceRequest, toProperties } from '../../lib/source/bootstrap/bootstrap-request';
import { toCheckInput } from '../../lib/source/bootstrap/check-request';
import { bundleBootstrap } from '../../lib/source/bootstrap-bundle';
import { replicationParameters } from '../../lib/source/replication-parameters';
import { DATASETS } from '../fixtures/datasets';
import { type MysqlServer, startMysqlServer } from './mysql-server';
import { startSecretsManagerServer } from './secrets-manager-server';

const SECRETS = {
  admin: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:AdminSecret-AbCdEf012345-gHiJkL',
  cdc: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:CdcSecret-AbCdEf012345-gHiJkL',
  app: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:AppSecret-AbCdEf012345-gHiJkL',
};
const RUNNER = `require('./index.js')[process.argv[2]](JSON.parse(process.argv[1])).then(
  (response) => console.log(JSON.stringify(response)),
  (error) => { console.error(error.stack); process.exitCode = 1; });`;

export interface BootstrapOutcome {
  readonly code: number;
  /** Everything that was said. */
  readonly output: string;
}

/** A bundled bootstrap handler, and the MySQL and Secrets Manager that it works with. */
export interface BootstrapFixture {
  readonly bundle: string;
  readonly server: MysqlServer;
  readonly root: Connection;
  /** Everything asked for, sample included. */
  request(): BootstrapRequest;
  /** Runs the bundle on this Node.js with nothing around it. */
  run(request: BootstrapRequest, event?: object, environment?: NodeJS.ProcessEnv): Promise<BootstrapOutcome>;
  /** Runs the scheduled check of the same bundle. */
  check(request: SourceRequest): Promise<BootstrapOutcome>;
  setSecret(user: keyof typeof SECRETS, password: string): void;
  /** First row of a query of root's. */
  one(sql: string): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startBootstrapFixture(): Promise<BootstrapFixture> {
  // Outside of the repository: nothing but the bundle itself can be loaded.
  const bundle = mkdtempSync(join(tmpdir(), 'bundle-'));
  bundleBootstrap(bundle, 'salesdb');
  const server = await startMysqlServer(replicationParameters('mysql'));
  const secretsManager = await startSecretsManagerServer();
  const root = await server.connect();
  const setSecret: BootstrapFixture['setSecret'] = (user, password) => {
    secretsManager.secrets.set(SECRETS[user], JSON.stringify({ username: user, password }));
  };
  const environmentOf = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: secretsManager.url,
    DATABASE_CA_FILE: server.certificates.caFile,
    ...more,
  });
  await root.query('CREATE DATABASE salesdb');
  setSecret('admin', server.admin.password);
  setSecret('cdc', "Cdc-pass'word\\1");
  setSecret('app', 'App-password_1');
  return {
    bundle,
    server,
    root,
    setSecret,
    request: () => ({
      dialect: 'mysql',
      hostname: server.host,
      port: String(server.port),
      database: 'salesdb',
      adminSecretArn: SECRETS.admin,
      cdcSecretArn: SECRETS.cdc,
      sample: { name: 'salesdb', appSecretArn: SECRETS.app },
      binlogRetentionHours: 72,
      capturedTables: Object.values(DATASETS),
      whenTablesMissing: 'fail',
    }),
    run: (request, event = {}, environment = {}) =>
      runBundle(
        bundle,
        'handler',
        {
          RequestType: 'Create',
          LogicalResourceId: 'Bootstrap',
          ResourceProperties: toProperties(request),
          ...event,
        },
        environmentOf(environment),
      ),
    check: (request) => runBundle(bundle, 'check', toCheckInput({ ...request, stack: 'Test' }), environmentOf({})),
    one: async (sql) => (await root.query<RowDataPacket[]>(sql))[0][0],
    stop: async () => {
      await root.end();
      await server.stop();
      await secretsManager.stop();
      rmSync(bundle, { recursive: true, force: true });
    },
  };
}

function runBundle(
  bundle: string,
  exported: 'handler' | 'check',
  event: object,
  env: NodeJS.ProcessEnv,
): Promise<BootstrapOutcome> {
  return new Promise((resolve) => {
    const args = ['-e', RUNNER, JSON.stringify(event), exported];
    execFile(process.execPath, args, { cwd: bundle, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    );
  });
}
