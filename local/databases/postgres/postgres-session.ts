import type { Client } from 'pg';
import type { DatabaseSession } from '../database-session';
import { PostgresWorkload } from './postgres-workload';
import { describeSource, readSource } from './read-source';

export function postgresSession(client: Client): DatabaseSession {
  return {
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
