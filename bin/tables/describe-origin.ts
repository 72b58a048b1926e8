import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { mysqlSession } from '../../lib/source/bootstrap/connect-mysql';
import { connectPostgres } from '../../lib/source/bootstrap/connect-postgres';
import type { SqlConnection } from '../../lib/source/bootstrap/sql-connection';
import { describeMysql } from '../../lib/source/declare/describe-mysql';
import { describePostgres } from '../../lib/source/declare/describe-postgres';
import type { DescribedTable } from '../../lib/source/declare/described-table';
import { schemaOfDump } from '../../local/data/split-script';
import { THROWAWAY_MYSQL } from '../../local/kinds/rds/throwaway-mysql';
import { THROWAWAY_DATABASE, THROWAWAY_POSTGRES } from '../../local/kinds/rds/throwaway-postgres';
import { withThrowawayServer } from '../../local/kinds/rds/throwaway-server';
import { askPassword } from './ask-password';
import { connectLive, type Trust } from './connect-live';
import { loadDump } from './load-dump';
import { isPostgresDump, loadPostgresDump } from './load-postgres-dump';
import type { LiveServer, Origin } from './parse-origin';
import { TablesError } from './tables-error';

/** Tables, and what else was seen that is none. */
export interface DescribedOrigin {
  readonly tables: readonly DescribedTable[];
  readonly leftOut: readonly string[];
  /** `schema.table` of tables that are there and cannot be described. */
  readonly unread: readonly string[];
}

export interface OriginOptions {
  readonly root: string;
  /** Given by hand: schema of a script of MySQL that does not choose one, or the only one of PostgreSQL that is wanted. */
  readonly schema: string | undefined;
  /** The same where nobody gave one, and the script does not say where it was dumped from. */
  readonly usualSchema: string;
  readonly trust: Trust;
  readonly variables: NodeJS.ProcessEnv;
}

export function describeOrigin(origin: Origin, options: OriginOptions): Promise<DescribedOrigin> {
  return origin.kind === 'dump' ? describeDump(origin.file, options) : describeLive(origin, options);
}

function describeDump(file: string, options: OriginOptions): Promise<DescribedOrigin> {
  const script = readScript(file);
  return isPostgresDump(script)
    ? describePostgresDump(file, script, options)
    : describeMysqlDump(file, script, options);
}

function describeMysqlDump(
  file: string,
  script: string,
  { root, schema, usualSchema }: OriginOptions,
): Promise<DescribedOrigin> {
  return withThrowawayServer(root, THROWAWAY_MYSQL, async ({ host, port, user, password, caFile }) => {
    const connection = await createConnection({ host, port, user, password, ssl: { ca: readFileSync(caFile) } });
    try {
      const leftOut = await loadDump(connection, file, script, schema ?? schemaOfDump(script) ?? usualSchema);
      return { tables: await describeMysql(mysqlSession(connection)), leftOut, unread: [] };
    } finally {
      await connection.end();
    }
  });
}

function describePostgresDump(file: string, script: string, { root, schema }: OriginOptions): Promise<DescribedOrigin> {
  return withThrowawayServer(root, THROWAWAY_POSTGRES, async ({ host, port, user, password, caFile }) => {
    const address = { hostname: host, port, certificateAuthorities: [readFileSync(caFile, 'utf8')] };
    const connect = (): Promise<SqlConnection> =>
      connectPostgres(address, { username: user, password }, THROWAWAY_DATABASE, 0);
    const loaded = await during(connect, (connection) => loadPostgresDump(connection, file, script));
    // In a session of its own: what a script has set is nobody else's.
    return { tables: await during(connect, (connection) => describePostgres(connection, wanted(schema))), ...loaded };
  });
}

async function describeLive(server: LiveServer, { schema, trust, variables }: OriginOptions): Promise<DescribedOrigin> {
  const password = await askPassword(`${server.username}@${server.hostname}`, variables);
  const tables = await during(
    () => connectLive(server, password, trust),
    (connection) =>
      server.kind === 'mysql'
        ? describeMysql(connection, wanted(server.schema))
        : describePostgres(connection, wanted(schema)),
  );
  return { tables, leftOut: [], unread: [] };
}

async function during<T>(
  connect: () => Promise<SqlConnection>,
  work: (connection: SqlConnection) => Promise<T>,
): Promise<T> {
  const connection = await connect();
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

function wanted(schema: string | undefined): readonly string[] | undefined {
  return schema === undefined ? undefined : [schema];
}

function readScript(file: string): string {
  try {
    // Windows begins texts with a mark that is none of them.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new TablesError(`\`--from\` must be a file that can be read, got: ${(error as Error).message}`);
  }
}
