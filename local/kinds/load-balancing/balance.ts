import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

import { LOOPBACK } from '../../processes/start-on-free-port';

/** What becomes of a request. */
export type Action =
  | { readonly kind: 'forward'; readonly targetGroup: string }
  | { readonly kind: 'answer'; readonly status: number; readonly contentType: string; readonly body: string };

/** Where a listener leads, request by request. */
export interface Balancing {
  /** @returns what is done with a request of this method */
  actionOf(method: string): Action;
  /** @returns host and port of what is registered with a target group; undefined where nothing is */
  targetOf(targetGroup: string): { readonly host: string; readonly port: number } | undefined;
}

export interface OpenListener {
  readonly port: number;
  close(): void;
}

/** Opens a loopback port that does what a listener of a load balancer does. */
export async function openListener(balancing: Balancing): Promise<OpenListener> {
  const server = createServer((incoming, outgoing) => answer(incoming, outgoing, balancing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  // A run that is over does not wait for it.
  server.unref();
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

function answer(incoming: IncomingMessage, outgoing: ServerResponse, balancing: Balancing): void {
  const action = balancing.actionOf(incoming.method ?? 'GET');
  if (action.kind === 'answer') {
    outgoing.writeHead(action.status, { 'content-type': action.contentType }).end(action.body);
    return;
  }
  const target = balancing.targetOf(action.targetGroup);
  if (target === undefined) {
    outgoing.writeHead(503).end();
    return;
  }
  const { method, url, headers } = incoming;
  const forwarded = request({ ...target, method, path: url, headers }, (answered) => {
    outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
    pipeline(answered, outgoing, () => undefined);
  });
  forwarded.on('error', () => {
    if (!outgoing.headersSent) outgoing.writeHead(502);
    outgoing.end();
  });
  pipeline(incoming, forwarded, () => undefined);
}
