import { readFileSync } from 'node:fs';
import { Client, type QueryArrayResult } from 'pg';
import type { DatabaseServer } from '../../servers/local-server';
import type { Credentials } from '../../session/running-platform';

/** Values as texts, as the server spells them. */
export type Cells = readonly (string | null)[];

/** One spelling of each value, whatever the server's or the role's settings are. */
const SETTINGS = `
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
SET xmlbinary = 'base64';
SET standard_conforming_strings = on;
SET client_encoding = 'UTF8';
SET statement_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET default_transaction_isolation = 'read committed';
SET default_transaction_read_only = off;
SET lc_monetary = 'C';
`;

/** @param database name of the one that is connected to: a server has several. @default - `postgres` */
export async function connectPostgres(
  { host, port, caFile }: Pick<DatabaseServer, 'host' | 'port' | 'caFile'>,
  { user, password }: Credentials,
  database = 'postgres',
): Promise<Client> {
  const client = new Client({
    host,
    port,
    user,
    password,
    database,
    // The client compares the certificate with this host, and with `localhost` where it is not told.
    ssl: { ca: readFileSync(caFile), host },
    types: { getTypeParser: () => (text: unknown) => text },
  });
  // Without a listener, a connection that the server breaks off would end this process.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(SETTINGS);
  return client;
}

export async function select(client: Client, sql: string, values: unknown[] = []): Promise<Cells[]> {
  const { rows }: QueryArrayResult<(string | null)[]> = await client.query({ text: sql, values, rowMode: 'array' });
  return rows;
}
