import { readdirSync, readFileSync } from 'node:fs';

/**
 * Milliseconds that the threads of a process were ready to run and had no processor, added up: on a busy machine it is not the
 * process that takes long. 0 where the kernel does not count it.
 */
export function processorWait(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  let nanoseconds = 0;
  try {
    for (const thread of readdirSync(tasks)) nanoseconds += waitOf(`${tasks}/${thread}/schedstat`);
  } catch {
    // It has ended.
  }
  return nanoseconds / 1e6;
}

function waitOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[1] ?? 0);
  } catch {
    return 0;
  }
}
