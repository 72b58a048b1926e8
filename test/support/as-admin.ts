import mysql from 'mysql2/promise';
import { Client } from 'pg';

import type { KeptRunFiles } from './kept-run';

/** Runs a statement in the database `salesdb` of a kept run, as its administrator. */
export async function asAdmin(files: KeptRunFiles, sql: string): Promise<void> {
  const { host, port, user, password } = files.endpoint(
    ({ kind, user, name }) => kind.startsWith('MySQL') && name.includes('salesdb') && user !== 'app',
  );
  const connection = await mysql.createConnection({ host, port, user, password, ssl: { rejectUnauthorized: false } });
  await connection.query(sql).finally(() => connection.end());
}

/** The same in the database `pagila`. */
export async function asPagilaAdmin(files: KeptRunFiles, sql: string): Promise<void> {
  const { host, port, user, password } = files.endpoint(
    ({ kind, user, name }) => kind.startsWith('PostgreSQL') && name.includes('pagila') && user !== 'app',
  );
  const client = new Client({ host, port, user, password, database: 'pagila', ssl: { rejectUnauthorized: false } });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
