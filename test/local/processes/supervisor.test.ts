import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { endLeftovers } from '../../../local/processes/end-leftovers';
import { identifyProcess } from '../../../local/processes/process-identity';
import { readRegistry, writeRegistry } from '../../../local/processes/process-registry';
import { LOOPBACK, pickFreePort, startOnFreePorts } from '../../../local/processes/start-on-free-port';
import { Supervisor } from '../../../local/processes/supervisor';
import { waitUntilReady } from '../../../local/processes/wait-until-ready';

let directory: string;
let supervisor: Supervisor;

const run = (name: string, script: string): ReturnType<Supervisor['start']> =>
  supervisor.start({ name, command: '/bin/sh', args: ['-c', script], env: { PATH: '/usr/bin:/bin' } });

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tributary-supervisor-'));
  supervisor = new Supervisor('run-1', join(directory, 'run-1'));
});

afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

test('writes each process to its own log and into the registry of the run', async () => {
  const sleeper = run('sleeper', 'echo started; exec sleep 60');
  const run1 = join(directory, 'run-1');
  expect(readRegistry(run1)?.processes.map(({ name, pid }) => [name, pid])).toEqual([['sleeper', sleeper.pid]]);
  await waitUntilReady(
    sleeper,
    async () => {
      if (!readFileSync(sleeper.logFile, 'utf8').includes('started')) throw new Error('not yet');
    },
    5,
  );
  expect(sleeper.logFile).toBe(join(run1, 'logs', 'sleeper.log'));
});

test('ends every process with its children, and removes the registry', async () => {
  const parent = run('parent', 'sleep 60 & echo $!; wait');
  const childPid = await firstLine(parent.logFile);
  await supervisor.stopAll();
  expect(identifyProcess(parent.pid)).toBeUndefined();
  // Nobody waits for the child: its signal may still be on its way.
  for (let i = 0; i < 20 && identifyProcess(Number(childPid)) !== undefined; i++) await sleep(100);
  expect(identifyProcess(Number(childPid))).toBeUndefined();
  expect(existsSync(join(directory, 'run-1', 'processes.json'))).toBe(false);
});

test('kills what does not end by itself', async () => {
  const stubborn = run('stubborn', 'trap "" TERM; echo up; while :; do sleep 0.1; done');
  await firstLine(stubborn.logFile);
  await supervisor.stopAll();
  expect(identifyProcess(stubborn.pid)).toBeUndefined();
  expect(await stubborn.ended).toBe('SIGKILL');
});

test('starts nothing once it is stopping', async () => {
  await supervisor.stopAll();
  expect(() => run('late', 'true')).toThrow('late was not started: the run is being stopped');
});

test('reports the end of a process with the tail of its log', async () => {
  const failing = run('failing', 'echo the reason; exit 3');
  await expect(waitUntilReady(failing, () => Promise.reject(new Error('no')), 5)).rejects.toThrow(
    /failing ended \(exit code 3\)[\s\S]*the reason/,
  );
});

test('starts a process again as the same one, with its command, its log and a place in the registry', async () => {
  const server = run('server', 'echo started; exec sleep 60');
  const first = server.pid;
  await firstLine(server.logFile);
  process.kill(first, 'SIGKILL');
  expect(await server.ended).toBe('SIGKILL');
  server.restart();
  expect([server.endedWith(), server.pid === first]).toEqual([undefined, false]);
  expect(readRegistry(join(directory, 'run-1'))?.processes.map(({ pid }) => pid)).toEqual([server.pid]);
  for (let i = 0; i < 250 && readFileSync(server.logFile, 'utf8') !== 'started\nstarted\n'; i++) await sleep(20);
  expect(readFileSync(server.logFile, 'utf8')).toBe('started\nstarted\n');
  await server.stop();
  expect(identifyProcess(server.pid)).toBeUndefined();
});

test('starts nothing again that runs, or whose end was asked for', async () => {
  const server = run('server', 'exec sleep 60');
  expect(() => server.restart()).toThrow('server must have ended before it is started again');
  expect(server.isStopped()).toBe(false);
  await server.stop();
  expect(server.isStopped()).toBe(true);
  expect(() => server.restart()).toThrow('server was not started again: it is to be stopped');
});

test('reports a command that does not exist', async () => {
  const missing = supervisor.start({ name: 'missing', command: '/no/such/command', args: [], env: {} });
  expect(await missing.ended).toBe(127);
});

test('gives up on a server that never answers, with its last problem as the cause', async () => {
  const silent = run('silent', 'exec sleep 60');
  const problem = new Error('connection refused');
  await expect(waitUntilReady(silent, () => Promise.reject(problem), 0.3)).rejects.toMatchObject({
    message: expect.stringContaining('silent was not ready within 0.3 s'),
    cause: problem,
  });
});

test('takes another port when one is taken in between', async () => {
  const holder = createServer().listen(0, LOOPBACK);
  await new Promise((resolve) => holder.once('listening', resolve));
  const taken = (holder.address() as { port: number }).port;
  const free = await pickFreePort();
  const offered = [taken, free];
  const script = (port: number): string =>
    `require('net').createServer().listen(${port}, '${LOOPBACK}', () => console.log('listening'))`;
  const port = await startOnFreePorts(
    1,
    async () => offered.shift() ?? free,
    async ([candidate = 0]) => {
      const server = supervisor.start({
        name: `server-${candidate}`,
        command: process.execPath,
        args: ['-e', script(candidate)],
        env: {},
      });
      await waitUntilReady(server, async () => expect(readFileSync(server.logFile, 'utf8')).toContain('listening'), 10);
      return candidate;
    },
  );
  holder.close();
  expect(port).toBe(free);
});

describe('leftovers of a killed run', () => {
  /** What the registry of a run looks like whose owner is gone. */
  const orphan = (mark: string): { pid: number; earlier: Supervisor } => {
    const runDirectory = join(directory, 'run-0');
    const earlier = new Supervisor(mark, runDirectory);
    const server = earlier.start({ name: 'server', command: '/bin/sleep', args: ['60'], env: {} });
    const registry = readRegistry(runDirectory);
    if (registry === undefined) throw new Error('the run has no registry');
    writeRegistry(runDirectory, { ...registry, runId: 'run-0', owner: { pid: process.pid, startTicks: '0' } });
    return { pid: server.pid, earlier };
  };

  test('are ended', async () => {
    const { pid, earlier } = orphan('run-0');
    expect(await endLeftovers(directory)).toEqual([{ runId: 'run-0', processNames: ['server'] }]);
    await sleep(50);
    expect(identifyProcess(pid)).toBeUndefined();
    expect(await endLeftovers(directory)).toEqual([]);
    await earlier.stopAll();
  });

  test('are left alone when their mark is not that of the run', async () => {
    const { pid, earlier } = orphan('somebody-else');
    expect(await endLeftovers(directory)).toEqual([{ runId: 'run-0', processNames: [] }]);
    expect(identifyProcess(pid)).toBeDefined();
    await earlier.stopAll();
  });

  test('a run whose owner lives is none', async () => {
    const sleeper = run('sleeper', 'exec sleep 60');
    expect(await endLeftovers(directory)).toEqual([]);
    expect(identifyProcess(sleeper.pid)).toBeDefined();
  });
});

async function firstLine(logFile: string): Promise<string> {
  for (;;) {
    const [line, rest] = readFileSync(logFile, 'utf8').split('\n');
    if (line !== undefined && rest !== undefined) return line;
    await sleep(20);
  }
}
