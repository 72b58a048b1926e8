import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { processorWait } from '../../../local/processes/processor-wait';

const children: ChildProcess[] = [];
const start = (command: string, ...args: string[]): number => {
  const child = spawn(command, args, { stdio: 'ignore' });
  children.push(child);
  return child.pid ?? -1;
};

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
});

test('who shares processors with others waits for one, and who sleeps does not', async () => {
  const sleeping = start('sleep', '60');
  const busy = Array.from({ length: 3 * availableParallelism() }, () => start('sh', '-c', 'while :; do :; done'));
  await sleep(600);
  const waits = busy.map(processorWait);
  expect(Math.max(...waits)).toBeGreaterThan(100);
  expect(processorWait(sleeping)).toBeLessThan(Math.max(...waits));
});

test('a process that is not there waits for nothing', () => {
  expect(processorWait(2 ** 22 + 1)).toBe(0);
});
