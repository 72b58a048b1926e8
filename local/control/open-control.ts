import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { LOOPBACK } from '../processes/start-on-free-port';
import { removeControlFile, writeControlFile } from './control-file';
import { CONTROL_PATH, type ControlMessage, type ControlRequest } from './control-message';

const TOKEN_BYTES = 32;

/** A client gives up a body of which nothing comes for five minutes, and a proof may take longer. */
const SIGN_OF_LIFE_MILLISECONDS = 30_000;

/** The place of a run where it can be asked and told to change. */
export interface Control {
  close(): Promise<void>;
}

export interface ControlInputs {
  readonly runId: string;
  readonly environment: string;
  /** Folder of the run. */
  readonly directory: string;
  /** Does what is asked for. @returns the exit code of the command */
  readonly answer: (request: ControlRequest, print: (line: string) => void) => Promise<number>;
  /** Between empty lines while a command is under way. @default SIGN_OF_LIFE_MILLISECONDS */
  readonly signOfLifeMilliseconds?: number;
}

/** Lets the commands of this user on this computer change the run. */
export async function openControl(inputs: ControlInputs): Promise<Control> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const server = createServer((request, response) => {
    answer(inputs, token, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const { runId, environment, directory } = inputs;
  const url = await listen(server);
  writeControlFile({ runId, environment, directory, url, token });
  return {
    close: () =>
      new Promise((resolve) => {
        removeControlFile(directory);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  return `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
}

async function answer(
  inputs: ControlInputs,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isAuthorized(request, token)) return void response.writeHead(403).end();
  if (request.method !== 'POST' || request.url !== CONTROL_PATH) return void response.writeHead(404).end();
  const asked = JSON.parse(await readBody(request)) as ControlRequest;
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders();
  const send = (message: ControlMessage): void => void response.write(`${JSON.stringify(message)}\n`);
  const alive = setInterval(() => response.write('\n'), inputs.signOfLifeMilliseconds ?? SIGN_OF_LIFE_MILLISECONDS);
  response.once('close', () => clearInterval(alive));
  const exitCode = await inputs.answer(asked, (line) => send({ line }));
  send({ exitCode });
  response.end();
}

function isAuthorized(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
