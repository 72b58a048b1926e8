import { connectPostgres } from '../databases/postgres/connect-postgres';
import { LocalRunError } from '../local-run-error';
import { privilegedClient } from '../servers/kafka-client';
import type { QueryResult } from '../servers/local-server';
import { sendRequest } from '../servers/send-request';
import type { RunningConnector, RunningDatabase, RunningPlatform } from '../session/running-platform';
import type { RegistryAsk, SourceAsk, TopicsAsk } from './walkthrough';

const REGISTRY_URL = 'value.converter.apicurio.registry.url';
const API_PATH = '/apis/registry/v3';

export interface Around {
  readonly platform: RunningPlatform;
  /** Connectors that ways begin at. */
  readonly sources: readonly RunningConnector[];
  /** Of the first way that begins at one. */
  readonly database: RunningDatabase | undefined;
}

/** @throws LocalRunError where there is nobody to ask, or no answer */
export function askAround(
  ask: RegistryAsk | SourceAsk | TopicsAsk,
  { platform, sources, database }: Around,
): Promise<QueryResult> {
  if ('registry' in ask) return askRegistry(ask, sources);
  return 'topics' in ask ? askTopics(ask, platform) : askSource(ask, database);
}

/** What the registry of the first way that has one answers: a row of its fields, or one for each item of the list in it. */
async function askRegistry(
  { registry: path }: RegistryAsk,
  sources: readonly RunningConnector[],
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
async function askSource(
  { source: sql, database }: SourceAsk,
  running: RunningDatabase | undefined,
): Promise<QueryResult> {
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
async function askTopics({ topics }: TopicsAsk, platform: RunningPlatform): Promise<QueryResult> {
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
