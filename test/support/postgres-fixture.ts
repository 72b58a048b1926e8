import type { Client } from 'pg';
import { PAGILA } from '../../lib/config/tables/pagila';
import type { BootstrapRequest } from '../../lib/source/bootstrap/bootstrap-request';
import { replicationParameters } from '../../lib/source/replication-parameters';
import { type BundledBootstrap, PASSWORDS, SECRETS, startBundledBootstrap } from './bundled-bootstrap';
import { type PostgresServer, startPostgresServer } from './postgres-server';

const DATABASE = 'pagila';
export const PUBLICATION = 'tributary_test_pagila';
export const SLOT = 'tributary_test_pagila_cdc';

/** A bundled bootstrap handler, and the PostgreSQL and Secrets Manager that it works with. */
export interface PostgresFixture extends BundledBootstrap {
  readonly server: PostgresServer;
  readonly admin: Client;
  /** Everything asked for, sample included. */
  request(): BootstrapRequest;
  /** Rows of a query of the admin's, as texts of their values. */
  rows(sql: string): Promise<unknown[][]>;
  /** Reads from the slot as a connector does, until it is told to end. */
  readSlot(): Promise<() => Promise<void>>;
}

export async function startPostgresFixture(parameters = replicationParameters('postgres')): Promise<PostgresFixture> {
  const server = await startPostgresServer(DATABASE, parameters);
  const bootstrap = await startBundledBootstrap(DATABASE, server.caFile, server.admin.password);
  const admin = await server.connect();
  const rows = async (sql: string): Promise<unknown[][]> =>
    (await admin.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  return {
    ...bootstrap,
    server,
    admin,
    rows,
    request: () => ({
      dialect: 'postgres',
      hostname: server.host,
      port: String(server.port),
      database: DATABASE,
      adminSecretArn: SECRETS.admin,
      cdcSecretArn: SECRETS.cdc,
      sample: { name: DATABASE, appSecretArn: SECRETS.app },
      capturedTables: Object.values(PAGILA),
      whenTablesMissing: 'fail',
      publication: PUBLICATION,
      slot: SLOT,
    }),
    readSlot: async () => {
      await server.followGrants();
      const reader = await server.connect('cdc', PASSWORDS.cdc, { replication: 'database' } as object);
      const start = `START_REPLICATION SLOT ${SLOT} LOGICAL 0/0 (proto_version '1', publication_names '${PUBLICATION}')`;
      // Answered when it ends.
      const reading = reader.query(start).catch(() => undefined);
      while ((await rows(`SELECT active FROM pg_replication_slots WHERE slot_name = '${SLOT}'`))[0]?.[0] !== true) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return async () => {
        (reader as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
        await reading;
      };
    },
    stop: async () => {
      await admin.end();
      await server.stop();
      await bootstrap.stop();
    },
  };
}
