import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invokeFunction } from '../../../../local/kinds/lambda/invoke-function';
import { Supervisor } from '../../../../local/processes/supervisor';

const HANDLER = `
exports.handler = async (event) => {
  if (event.fail) throw new TypeError('wrong ' + event.fail);
  if (event.hang) await new Promise((resolve) => setTimeout(resolve, 60000));
  if (event.exit) process.exit(7);
  if (event.forget) await new Promise(() => {});
  setInterval(() => {}, 1000);
  return { event, home: process.env.HOME, own: process.env.OWN, sdk: typeof require('@aws-sdk/client-s3').S3Client };
};`;

let directory: string;
let supervisor: Supervisor;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tributary-function-'));
  mkdirSync(join(directory, 'code'));
  writeFileSync(join(directory, 'code', 'index.js'), HANDLER);
  supervisor = new Supervisor('run-1', directory);
});

afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

const call = (event: unknown, timeoutSeconds = 20): Promise<unknown> =>
  invokeFunction(supervisor, {
    name: 'function',
    codeDirectory: join(directory, 'code'),
    handler: 'index.handler',
    env: { OWN: 'yes' },
    timeoutSeconds,
    event,
    directory: join(directory, 'call'),
  });

test('hands over the event and nothing of the caller’s environment, and does not wait for what stays open', async () => {
  await expect(call({ a: 1 })).resolves.toEqual({ event: { a: 1 }, own: 'yes', sdk: 'function' });
});

test('fails with the error of the handler', async () => {
  await expect(call({ fail: 'value' })).rejects.toThrow('function failed: TypeError: wrong value');
});

test('fails when the process ends without an answer', async () => {
  await expect(call({ exit: true })).rejects.toThrow('function ended (exit code 7)');
});

test('fails when it takes longer than its timeout', async () => {
  await expect(call({ hang: true }, 1)).rejects.toThrow('function took longer than its timeout of 1 s');
});

test('a promise that nobody keeps is no answer, least of all that of the call before', async () => {
  await expect(call({ a: 1 })).resolves.toBeDefined();
  await expect(call({ forget: true })).rejects.toThrow('function ended without an answer');
});
