import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { handler, type RulesEvent } from '../../../lib/registry/handler/handler';

/** What the registry answers, by method and path, the last one again and again. */
let answers: Record<string, number[]>;
let asked: string[];
let server: Server;
let url: string;

beforeEach(async () => {
  [answers, asked] = [{}, []];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const what = `${request.method} ${request.url}`;
    asked.push(`${what} ${Buffer.concat(chunks).toString('utf8')}`.trim());
    const [status = 200, ...later] = answers[what] ?? [];
    if (later.length > 0) answers[what] = later;
    response.writeHead(status).end(status >= 400 ? '{"message":"no"}' : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/apis/registry/v2`;
});
afterEach(() => server.close());

const GROUPS = '/apis/registry/v3/groups';

function event(RequestType: RulesEvent['RequestType'], properties: object = {}): RulesEvent {
  return {
    RequestType,
    LogicalResourceId: 'Rules',
    ResourceProperties: { RegistryUrl: url, Group: 'shop', ...properties },
  };
}

test('a group and its rule are made, and a rule that is there is changed', async () => {
  expect(await handler(event('Create', { Compatibility: 'NONE' }), 0)).toEqual({ PhysicalResourceId: 'Rules' });
  expect(asked).toEqual([
    `POST ${GROUPS} {"groupId":"shop"}`,
    `POST ${GROUPS}/shop/rules {"ruleType":"COMPATIBILITY","config":"NONE"}`,
  ]);
  asked.length = 0;
  answers = { [`POST ${GROUPS}`]: [409], [`POST ${GROUPS}/shop/rules`]: [409] };
  await handler(event('Update', { Compatibility: 'FULL' }), 0);
  expect(asked.at(-1)).toBe(`PUT ${GROUPS}/shop/rules/COMPATIBILITY {"ruleType":"COMPATIBILITY","config":"FULL"}`);
});

test('a rule that is taken back is one of the registry again, and one that was not there is no failure', async () => {
  answers = { [`DELETE ${GROUPS}/shop/rules/COMPATIBILITY`]: [404] };
  await handler(event('Update'), 0);
  expect(asked).toEqual([`POST ${GROUPS} {"groupId":"shop"}`, `DELETE ${GROUPS}/shop/rules/COMPATIBILITY`]);
});

test('schemas stay when the capture goes', async () => {
  expect(await handler({ ...event('Delete'), PhysicalResourceId: 'kept' }, 0)).toEqual({ PhysicalResourceId: 'kept' });
  expect(asked).toEqual([]);
});

test('a registry that does not answer yet is asked again, one that refuses is told of', async () => {
  answers = { [`POST ${GROUPS}`]: [503, 502, 200] };
  await handler(event('Create'), 0);
  expect(asked.filter((each) => each.startsWith(`POST ${GROUPS} `))).toHaveLength(3);
  answers = { [`POST ${GROUPS}`]: [400] };
  await expect(handler(event('Create'), 0)).rejects.toThrow(
    /^the registry must take POST .*\/groups, got: 400: \{"message":"no"\}$/,
  );
});

test('one that never answers fails the deployment by name', async () => {
  server.close();
  server.closeAllConnections();
  await new Promise((resolve) => setTimeout(resolve, 10));
  await expect(handler(event('Create'), 0)).rejects.toThrow(
    /^the registry must take POST .*groups, got: fetch failed: /,
  );
});

test('properties that are no texts are refused', async () => {
  await expect(handler(event('Create', { Group: 7 }), 0)).rejects.toThrow(
    '`RegistryUrl` and `Group` must be texts, got:',
  );
});
