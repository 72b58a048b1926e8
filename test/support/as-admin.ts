import mysql from 'mysql2/promise';

import type { KeptRunFiles } from './kept-run';

/** Runs a statement in the database of a kept run, as its administrator. */
export async function asAdmin(files: KeptRunFiles, sql: string): Promise<void> {
  const { host, port, user, password } = files.endpoint(
    ({ kind, user, name }) => kind.startsWith('MySQL') && name.includes('salesdb') && user !== 'app',
  );
  const connection = await mysql.createConnection({ host, port, user, password, ssl: { rejectUnauthorized: false } });
  await connection.query(sql).finally(() => connection.end());
}
