import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql, { type ResultSetHeader } from 'mysql2/promise';

import type { Credentials, RunningDatabase } from '../platform';

/** Rows that a walkthrough changed, by kind of change as Debezium spells it. */
export interface PlayedChanges {
  readonly c: number;
  readonly u: number;
  readonly d: number;
}

const KINDS: readonly [RegExp, keyof PlayedChanges][] = [
  [/^insert/i, 'c'],
  [/^update/i, 'u'],
  [/^delete/i, 'd'],
];

/** Plays the `.sql` files of a folder in the order of their names, one transaction each. */
export async function playChanges(
  { server }: RunningDatabase,
  directory: string,
  as: Credentials,
): Promise<PlayedChanges> {
  const played = { c: 0, u: 0, d: 0 };
  const connection = await mysql.createConnection({
    host: server.host,
    port: server.port,
    user: as.user,
    password: as.password,
    ssl: { ca: readFileSync(server.caFile) },
  });
  try {
    for (const file of readdirSync(directory).sort()) {
      if (!file.endsWith('.sql')) continue;
      const sql = readFileSync(join(directory, file), 'utf8').trim();
      const [result] = await connection.query<ResultSetHeader>(sql);
      const kind = KINDS.find(([pattern]) => pattern.test(sql))?.[1];
      if (kind !== undefined) played[kind] += result.affectedRows;
    }
  } finally {
    await connection.end();
  }
  return played;
}
