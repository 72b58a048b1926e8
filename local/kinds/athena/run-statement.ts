import { parse } from 'lossless-json';
import { LocalRunError } from '../../local-run-error';

/** A statement that the query engine refused, ended, or did not answer. */
export class QueryError extends LocalRunError {
  constructor(
    readonly sql: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`the query failed: ${reason}\n${sql.replace(/^/gm, '    ')}`, options);
  }
}

/** Where and how a statement runs. */
export interface StatementContext {
  /** Of the server, without a path. */
  readonly url: string;
  readonly catalog: string;
  readonly schema: string;
  /** Properties of the session, with their values as the server writes them. */
  readonly session: Readonly<Record<string, string>>;
}

export interface StatementResult {
  readonly columns: readonly string[];
  /** Numbers and booleans as text; lists and maps hold such values; null is null. */
  readonly rows: readonly (readonly unknown[])[];
  /** What was read from storage. */
  readonly scannedBytes: bigint;
}

/** One answer of the server: part of the rows, and where the next part is. */
interface Page {
  readonly columns?: readonly { readonly name: string }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly nextUri?: string;
  readonly error?: { readonly message: string; readonly errorName: string };
  readonly stats: { readonly physicalInputBytes: string };
}

const USER = 'local';
/** The server answers within a second, with or without rows. */
const ANSWER_SECONDS = 60;

/**
 * Runs one statement by Trino's client protocol (trino.io, "Trino client REST API"). The clients on npm parse answers
 * with `JSON.parse`, where a BIGINT or DOUBLE loses digits.
 *
 * @throws QueryError with the statement and the server's message, or why there is none
 */
export async function runStatement(sql: string, context: StatementContext): Promise<StatementResult> {
  const headers = {
    'X-Trino-User': USER,
    'X-Trino-Catalog': context.catalog,
    'X-Trino-Schema': context.schema,
    'X-Trino-Time-Zone': 'UTC',
    // Without it every time has milliseconds only.
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
    'X-Trino-Session': Object.entries(context.session)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join(','),
  };
  const ask = (url: string, request: RequestInit): Promise<Page> =>
    requestPage(url, request).catch((cause: Error) => {
      throw new QueryError(sql, cause.message, { cause });
    });
  let page = await ask(`${context.url}/v1/statement`, { method: 'POST', headers, body: sql });
  let columns = page.columns;
  const rows = [...(page.data ?? [])];
  while (page.nextUri !== undefined) {
    page = await ask(page.nextUri, { headers });
    columns ??= page.columns;
    for (const row of page.data ?? []) rows.push(row);
  }
  if (page.error !== undefined) throw new QueryError(sql, `${page.error.message} (${page.error.errorName})`);
  return {
    columns: (columns ?? []).map(({ name }) => name),
    rows: rows.map((row) => row.map(booleansAsText)),
    scannedBytes: BigInt(page.stats.physicalInputBytes),
  };
}

/** The statement that runs another one, with values in place of its `?`: Athena takes these beside it. */
export function withParameters(sql: string, parameters: readonly string[]): string {
  return parameters.length === 0
    ? sql
    : `EXECUTE IMMEDIATE '${sql.replaceAll("'", "''")}' USING ${parameters.join(', ')}`;
}

async function requestPage(url: string, request: RequestInit): Promise<Page> {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_SECONDS * 1000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(url).pathname} answers ${response.status}: ${text}`);
  // Numbers stay the text that they are.
  return parse(text, undefined, (digits) => digits) as Page;
}

function booleansAsText(value: unknown): unknown {
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(booleansAsText);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, booleansAsText(item)]));
}
