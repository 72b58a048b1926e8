import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { DatabaseSession, TableName } from '../database-session';
import { PostgresWorkload } from './postgres-workload';
import { describeSource, readSource } from './read-source';

const TABLES_SQL = readFileSync(join(__dirname, 'sql', 'all-tables.sql'), 'utf8');

export function postgresSession(client: Client): DatabaseSession {
  return {
    tables: async () => (await client.query<TableName>(TABLES_SQL)).rows,
    describe: (table, excluded) => describeSource(client, table, excluded),
    read: async (captured, excluded) => {
      const table = await describeSource(client, captured, excluded);
      return { table, rows: await readSource(client, table) };
    },
    play: async (sql) => (await client.query(sql)).rowCount ?? 0,
    workload: new PostgresWorkload(client),
    end: () => client.end(),
  };
}
