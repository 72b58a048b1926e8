import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BrokerAccess } from '../../../local/access/broker-access';
import { readUsage } from '../../../local/access/read-usage';

let folder: string;
let access: BrokerAccess;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-access-'));
  access = new BrokerAccess('arn:aws:kafka:us-east-1:1:cluster/c/u', join(folder, 'access'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const policies = (): { generation: number; keys: Record<string, { role: string }>; roles: Record<string, unknown> } =>
  JSON.parse(readFileSync(access.policyFile, 'utf8'));

test('the broker finds each role with its statements and a key, in a file for this user only', () => {
  const statements = [{ Effect: 'Allow', Action: 'kafka-cluster:Connect', Resource: '*' }];
  access.setRoles([{ name: 'a', statements }]);
  const { accessKeyId, secretAccessKey, sessionToken } = access.keyOf('a');
  expect(policies()).toEqual({
    clusterArn: 'arn:aws:kafka:us-east-1:1:cluster/c/u',
    generation: 1,
    keys: { [accessKeyId]: { secretAccessKey, sessionToken, role: 'a' } },
    roles: { a: statements },
  });
  expect(accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
  expect(statSync(access.policyFile).mode & 0o077).toBe(0);
});

test('a role keeps its key when roles change, and is unknown once it is gone', () => {
  access.setRoles([{ name: 'a', statements: [] }]);
  const key = access.keyOf('a');
  access.setRoles([
    { name: 'a', statements: [] },
    { name: 'b', statements: [] },
  ]);
  expect(access.keyOf('a')).toEqual(key);
  expect([access.generation, policies().generation]).toEqual([2, 2]);
  access.setRoles([{ name: 'b', statements: [] }]);
  expect(() => access.keyOf('a')).toThrow('must be a role of the templates, got: a');
  expect(Object.values(policies().keys).map(({ role }) => role)).toEqual(['b']);
});

test('what the broker wrote down is read line by line; half a line waits', () => {
  expect(readUsage(access.usageFile)).toEqual([]);
  const line = {
    role: 'a',
    action: 'kafka-cluster:Connect',
    resource: 'r',
    decision: 'allow',
    matches: [],
    generation: 1,
  };
  access.setRoles([]);
  appendFileSync(access.usageFile, `${JSON.stringify(line)}\n{"role"`);
  expect(readUsage(access.usageFile)).toEqual([line]);
});

test('a record that the broker gave up is an error', () => {
  appendFileSync(access.usageFile, '{"incomplete": "too many"}\n');
  expect(() => readUsage(access.usageFile)).toThrow('the broker has not written down what roles did: too many');
});
