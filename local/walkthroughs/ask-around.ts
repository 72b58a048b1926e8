import { connectPostgres } from '../databases/postgres/connect-postgres';
import { LocalRunError } from '../local-run-error';
import { privilegedClient } from '../servers/kafka-client';
import type { QueryResult } from '../servers/local-server';
import { sendRequest } from '../servers/send-request';
import type { PlayedDatabase, Stage } from './stage';
import type { RegistryAsk, SourceAsk, TopicsAsk } from './walkthrough';

const REGISTRY_URL = 'value.converter.apicurio.registry.url';
const API_PATH = '/apis/registry/v3';

/** What the registry of the first way that has one answers: a row of its fields, or one for each item of the list in it. */
export async function askRegistry(
  { registry: path }: RegistryAsk,
  { sources }: Pick<Stage, 'sources'>,
): Promise<QueryResult> {
  const [url] = sources.flatMap(({ config }) => config[REGISTRY_URL] ?? []);
  if (url === undefined) throw new LocalRunError('no way has its schemas in a registry');
  const answer = await sendRequest(`${new URL(url).origin}${API_PATH}/${path}`);
  if (!answer.ok) throw new LocalRunError(`the registry answers ${path} with ${answer.status}: ${answer.text}`);
  const body = JSON.parse(answer.text) as Readonly<Record<string, unknown>>;
  const list = Object.values(body).find((value) => Array.isArray(value));
  return tabular((list ?? [body]) as readonly Readonly<Record<string, unknown>>[]);
}

/** What another database of the server says, or the captured one. */
export async function askSource(
  { source: sql, database }: SourceAsk,
  played: PlayedDatabase | undefined,
): Promise<QueryResult> {
  const running = played?.running;
  if (running === undefined || running.model.engine !== 'postgres') {
    throw new LocalRunError('a server is asked that a way begins at, of PostgreSQL, got: none');
  }
  const client = await connectPostgres(running.server, running.server, database ?? running.model.database);
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return tabular(rows);
  } finally {
    await client.end();
  }
}

/** Names that begin so. */
export async function askTopics({ topics }: TopicsAsk, { platform }: Pick<Stage, 'platform'>): Promise<QueryResult> {
  const admin = privilegedClient(platform.kafka).admin();
  await admin.connect();
  try {
    const names = await admin.listTopics();
    return { columns: ['topic'], rows: names.filter((name) => name.startsWith(topics)).map((name) => [name]) };
  } finally {
    await admin.disconnect();
  }
}

/** Columns in lower case, those that are in any row. */
function tabular(rows: readonly Readonly<Record<string, unknown>>[]): QueryResult {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { columns: names.map((name) => name.toLowerCase()), rows: rows.map((row) => names.map((name) => row[name])) };
}
