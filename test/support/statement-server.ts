import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StatementAnswer {
  /** @default 200 */
  readonly status?: number;
  /** JSON, in which `$url` is the address of the server. */
  readonly body: string;
}

export interface StatementRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What every answer of Trino holds. */
export const STATS = '"stats": {"state": "FINISHED", "physicalInputBytes": 3529}';

/** Gives its answers one after the other, as Trino would, and keeps what it was asked. */
export class StatementServer {
  readonly requests: StatementRequest[] = [];

  private constructor(private readonly server: Server) {}

  static async start(...answers: readonly StatementAnswer[]): Promise<StatementServer> {
    const left = [...answers];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      started.requests.push({ method: request.method, path: request.url, headers: request.headers, body });
      const answer = left.shift() ?? { status: 500, body: 'asked once too often' };
      response.writeHead(answer.status ?? 200);
      response.end(answer.body.replaceAll('$url', started.url));
    });
    const started = new StatementServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  stop(): void {
    this.server.close();
  }
}
