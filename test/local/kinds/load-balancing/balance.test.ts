import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { type OpenListener, openListener } from '../../../../local/kinds/load-balancing/balance';

const target = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  response.writeHead(201, { 'x-told': String(request.headers['x-asked']) });
  response.end(`${request.method} ${request.url} ${Buffer.concat(chunks).toString('utf8')}`);
});
let registered: { host: string; port: number } | undefined;
let listener: OpenListener;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  listener = await openListener({
    actionOf: (method) =>
      method === 'DELETE'
        ? { kind: 'answer', status: 405, contentType: 'text/plain', body: 'not here' }
        : { kind: 'forward', targetGroup: 'group' },
    targetOf: (group) => (group === 'group' ? registered : undefined),
  });
  url = `http://127.0.0.1:${listener.port}`;
});
beforeEach(() => {
  registered = { host: '127.0.0.1', port: (target.address() as AddressInfo).port };
});
afterAll(() => {
  listener.close();
  target.close();
});

test('a request goes to what is registered, and its answer comes back, whole', async () => {
  const answer = await fetch(`${url}/a?b=c`, {
    method: 'POST',
    body: 'x'.repeat(100_000),
    headers: { 'x-asked': 'y' },
  });
  expect([answer.status, answer.headers.get('x-told')]).toEqual([201, 'y']);
  expect(await answer.text()).toBe(`POST /a?b=c ${'x'.repeat(100_000)}`);
});

test('what a rule answers reaches nobody', async () => {
  const answer = await fetch(url, { method: 'DELETE' });
  expect([answer.status, await answer.text()]).toEqual([405, 'not here']);
});

test('without a target, and with one that is gone, it says so', async () => {
  registered = undefined;
  expect((await fetch(url)).status).toBe(503);
  registered = { host: '127.0.0.1', port: 1 };
  expect((await fetch(url)).status).toBe(502);
});
