import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { causeChain } from '../../local-run-error';
import { LOOPBACK } from '../../processes/start-on-free-port';
import type { Topic } from './stream';

/** What the stand-in of the Data API asks for when a statement is about a stream. */
export interface TopicRequest extends Topic {
  /** Bootstrap servers, as the external schema has them. */
  readonly uri: string;
  /** ARN of the role of the external schema. */
  readonly role: string;
  /** Whether it is to be read up to its end, and not only to be there. */
  readonly read: boolean;
}

export interface TopicEndpoint {
  /** Which only whoever is told it knows. */
  readonly url: string;
  close(): void;
}

/** Opens a loopback address at which topics are asked for; an answer other than 200 has the error's words. */
export async function openTopicEndpoint(answer: (request: TopicRequest) => Promise<void>): Promise<TopicEndpoint> {
  const path = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    void respond(request, response, path, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  // A run that is over does not wait for it.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://${LOOPBACK}:${port}${path}`, close: () => void server.close() };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  answer: (request: TopicRequest) => Promise<void>,
): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url !== path || request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    await answer(JSON.parse(Buffer.concat(chunks).toString('utf8')) as TopicRequest);
    response.writeHead(200).end();
  } catch (error) {
    response.writeHead(500).end(causeChain(error).join(': '));
  }
}
