import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { BootstrapRequest } from '../../lib/source/bootstrap/bootstrap-request';
import { replicationParameters } from '../../lib/source/replication-parameters';
import { DATASETS } from '../fixtures/datasets';
import { type BundledBootstrap, SECRETS, startBundledBootstrap } from './bundled-bootstrap';
import { type MysqlServer, startMysqlServer } from './mysql-server';

export type { BootstrapOutcome } from './bundled-bootstrap';

/** A bundled bootstrap handler, and the MySQL and Secrets Manager that it works with. */
export interface BootstrapFixture extends BundledBootstrap {
  readonly server: MysqlServer;
  readonly root: Connection;
  /** Everything asked for, sample included. */
  request(): BootstrapRequest;
  /** First row of a query of root's. */
  one(sql: string): Promise<unknown>;
}

export async function startBootstrapFixture(): Promise<BootstrapFixture> {
  const server = await startMysqlServer(replicationParameters('mysql'));
  const bootstrap = await startBundledBootstrap('salesdb', server.certificates.caFile, server.admin.password);
  const root = await server.connect();
  await root.query('CREATE DATABASE salesdb');
  return {
    ...bootstrap,
    server,
    root,
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
    one: async (sql) => (await root.query<RowDataPacket[]>(sql))[0][0],
    stop: async () => {
      await root.end();
      await server.stop();
      await bootstrap.stop();
    },
  };
}
