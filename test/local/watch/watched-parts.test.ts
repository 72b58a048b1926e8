import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess } from '../../../local/processes/process-identity';
import { type RunningProcess, Supervisor } from '../../../local/processes/supervisor';
import type { LocalServer } from '../../../local/servers/local-server';
import type { RunningPlatform } from '../../../local/session/running-platform';
import { watchedParts, watchedServer } from '../../../local/watch/watched-parts';

const directory = mkdtempSync(join(tmpdir(), 'tributary-watch-'));
const supervisor = new Supervisor('run-1', directory);
let process: RunningProcess;
let answers: boolean;

beforeEach(() => {
  answers = true;
  process = supervisor.start({ name: 'server', command: '/bin/sleep', args: ['60'], env: {} });
});

afterEach(() => process.stop());

afterAll(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

const server = (memory?: string): LocalServer => ({
  name: 'server',
  kind: 'sleep',
  host: '127.0.0.1',
  port: 9,
  process,
  answer: async () => {
    if (!answers) throw new Error('silent');
  },
  ...(memory === undefined ? {} : { memory }),
});

async function killed(): Promise<void> {
  globalThis.process.kill(process.pid, 'SIGKILL');
  await process.ended;
}

test('a server that was killed has failed, and runs again after its restart', async () => {
  const part = watchedServer(server());
  expect(await part.failures()).toEqual([]);
  await killed();
  expect(await part.failures()).toEqual(['server ended (SIGKILL)']);
  await part.restart();
  expect([await part.failures(), identifyProcess(process.pid) !== undefined]).toEqual([[], true]);
});

test('a server that runs after its restart and does not answer is ended, and has failed again', async () => {
  const part = watchedServer(server(), 0.2);
  await killed();
  answers = false;
  await expect(part.restart()).rejects.toThrow('server was not ready within 0.2 s');
  await process.ended;
  expect(await part.failures()).toEqual(['server ended (SIGKILL)']);
});

test('a server that was stopped has not failed', async () => {
  const part = watchedServer(server());
  await process.stop();
  expect([await part.failures(), part.isStopped()]).toEqual([undefined, true]);
});

test('a server that has all in its memory says what is lost with it', () => {
  expect(watchedServer(server()).loss).toBeUndefined();
  expect(watchedServer(server('all objects')).loss).toBe(
    'all objects were in its memory and are lost, the run has to be started anew',
  );
});

test('one that several databases share is watched once', () => {
  const shared = { ...server(), user: 'admin', password: '', caFile: '', engineVersion: '8' };
  const platform = {
    aws: { ...server(), process: { history: {} } },
    kafka: shared,
    databases: [{ server: shared }, { server: shared }],
    connectors: [],
    queryEngine: undefined,
    others: [],
  } as unknown as RunningPlatform;
  expect(watchedParts(platform)).toHaveLength(2);
});
