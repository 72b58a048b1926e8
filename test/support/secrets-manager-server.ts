import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SecretsManagerServer {
  readonly url: string;
  /** Secret texts by ARN; may be changed at any time. */
  readonly secrets: Map<string, string>;
  stop(): Promise<void>;
}

/** Answers `GetSecretValue` on the loopback interface, and nothing else. */
export async function startSecretsManagerServer(): Promise<SecretsManagerServer> {
  const secrets = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { SecretId } = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId: string };
    const text = secrets.get(SecretId);
    const known = text !== undefined && request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue';
    response.writeHead(known ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(
      JSON.stringify(
        known
          ? { ARN: SecretId, SecretString: text }
          : { __type: 'ResourceNotFoundException', message: 'no such secret' },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, secrets, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
