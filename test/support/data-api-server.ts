import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a statement goes: the states that it is seen in one after the other, and what it then answers or says. */
export interface StatementFate {
  readonly states?: readonly string[];
  readonly error?: string;
  /** Of one column. */
  readonly rows?: readonly string[];
}

/** A request as the Data API was sent it. */
export interface DataApiRequest {
  readonly action: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface DataApiServer {
  readonly url: string;
  readonly requests: DataApiRequest[];
  /** SQL of every statement that was started, in order. */
  readonly statements: string[];
  /** Of a statement, by its SQL and by how often the same was started before; one that says nothing ends well at once. */
  fate: (sql: string, before: number) => StatementFate;
  /** Refusals of the next requests to start a statement. */
  readonly refusals: { readonly status: number; readonly type: string; readonly message: string }[];
  stop(): Promise<void>;
}

/** Speaks the Data API's JSON protocol on the loopback interface, and runs nothing. */
export async function startDataApiServer(): Promise<DataApiServer> {
  const fates: { readonly fate: StatementFate; looks: number }[] = [];
  const api: Omit<DataApiServer, 'url' | 'stop'> = { requests: [], statements: [], fate: () => ({}), refusals: [] };
  const answers: Record<string, (body: Record<string, unknown>) => object> = {
    ExecuteStatement: ({ Sql }) => {
      const sql = String(Sql);
      const fate = api.fate(sql, api.statements.filter((each) => each === sql).length);
      api.statements.push(sql);
      return { Id: String(fates.push({ fate, looks: 0 }) - 1) };
    },
    DescribeStatement: ({ Id }) => {
      const statement = fates[Number(Id)];
      const states = statement?.fate.states ?? ['FINISHED'];
      const Status = states[Math.min(statement === undefined ? 0 : statement.looks++, states.length - 1)];
      return { Id, Status, Error: statement?.fate.error, HasResultSet: statement?.fate.rows !== undefined };
    },
    // Page by page, one row each.
    GetStatementResult: ({ Id, NextToken }) => {
      const rows = fates[Number(Id)]?.fate.rows ?? [];
      const at = Number(NextToken ?? 0);
      return {
        Records: rows.slice(at, at + 1).map((stringValue) => [{ stringValue }]),
        ...(at + 1 < rows.length ? { NextToken: String(at + 1) } : {}),
      };
    },
  };
  const server = createServer(async (request, response) => {
    const action = String(request.headers['x-amz-target']).replace('RedshiftData.', '');
    const body = await read(request);
    api.requests.push({ action, body });
    const refusal = action === 'ExecuteStatement' ? api.refusals.shift() : undefined;
    response.writeHead(refusal?.status ?? 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(
        refusal === undefined ? answers[action]?.(body) : { __type: refusal.type, message: refusal.message },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(api, { url: `http://127.0.0.1:${port}`, stop: () => stop(server) });
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
