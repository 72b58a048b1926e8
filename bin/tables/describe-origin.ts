import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { mysqlSession } from '../../lib/source/bootstrap/connect-mysql';
import { describeMysql } from '../../lib/source/declare/describe-mysql';
import type { DescribedTable } from '../../lib/source/declare/described-table';
import { schemaOfDump } from '../../local/data/split-script';
import { withThrowawayMysql } from '../../local/kinds/rds/throwaway-mysql';
import { askPassword } from './ask-password';
import { connectLive, type Trust } from './connect-live';
import { loadDump } from './load-dump';
import type { LiveServer, Origin } from './parse-origin';
import { TablesError } from './tables-error';

/** Tables, and what else was seen that is none. */
export interface DescribedOrigin {
  readonly tables: readonly DescribedTable[];
  readonly leftOut: readonly string[];
}

export interface OriginOptions {
  readonly root: string;
  /** Schema of a script that does not choose one, given by hand. */
  readonly schema: string | undefined;
  /** The same where nobody gave one, and the script does not say where it was dumped from. */
  readonly usualSchema: string;
  readonly trust: Trust;
  readonly variables: NodeJS.ProcessEnv;
}

export function describeOrigin(origin: Origin, options: OriginOptions): Promise<DescribedOrigin> {
  return origin.kind === 'dump' ? describeDump(origin.file, options) : describeLive(origin, options);
}

async function describeDump(file: string, { root, schema, usualSchema }: OriginOptions): Promise<DescribedOrigin> {
  const script = readScript(file);
  return withThrowawayMysql(root, async ({ host, port, user, password, caFile }) => {
    const connection = await createConnection({ host, port, user, password, ssl: { ca: readFileSync(caFile) } });
    try {
      const leftOut = await loadDump(connection, file, script, schema ?? schemaOfDump(script) ?? usualSchema);
      return { tables: await describeMysql(mysqlSession(connection)), leftOut };
    } finally {
      await connection.end();
    }
  });
}

async function describeLive(server: LiveServer, { trust, variables }: OriginOptions): Promise<DescribedOrigin> {
  const password = await askPassword(`${server.username}@${server.hostname}`, variables);
  const connection = await connectLive(server, password, trust);
  try {
    const { schema } = server;
    return { tables: await describeMysql(connection, schema === undefined ? undefined : [schema]), leftOut: [] };
  } finally {
    await connection.end();
  }
}

function readScript(file: string): string {
  try {
    // Windows begins texts with a mark that is none of them.
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new TablesError(`\`--from\` must be a file that can be read, got: ${(error as Error).message}`);
  }
}
