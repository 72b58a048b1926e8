import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtime } from './paths.mjs';
import { writeWhole } from './state.mjs';

const file = join(runtime, 'setup.lock');
const pollMs = 200;

/**
 * Runs `work` while no other setup of this working copy runs. The lock names its owner and the owner's commands by
 * process id and start time: a lock of a dead owner is taken over, and commands that outlived it are ended first,
 * because they may still write.
 * @param {(owner: number) => void} onWait called once, with the owner's process id, if another setup is at work
 * @param {AbortSignal} signal ends the wait
 * @param {(noteCommand: (group: number) => void) => Promise<T>} work
 * @returns {Promise<T>} what `work` returns
 * @template T
 */
export async function withLock(onWait, signal, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let told = false; !tryTake(); ) {
    const text = readLock();
    const owner = parse(text);
    if (owner && isAlive(owner)) {
      if (!told) onWait(owner.pid);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
      signal.throwIfAborted();
    } else if (text !== undefined) {
      removeStale(text, owner);
    }
  }
  const commands = [];
  try {
    return await work((group) => {
      commands.push(identify(group));
      writeWhole(file, render(commands));
    });
  } finally {
    rmSync(file, { force: true });
  }
}

/** Link instead of create-and-write: the lock is never there without its content. */
function tryTake() {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, render([]));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Moves the stale lock aside and looks what was moved: two waiters may both have seen it, and the slower must not
 * remove the faster's new one.
 */
function removeStale(text, owner) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, 'utf8') === text) {
    for (const command of owner?.commands ?? []) endGroup(command);
  } else {
    try {
      linkSync(aside, file);
    } catch {
      // A third one has it by now.
    }
  }
  rmSync(aside, { force: true });
}

function endGroup(command) {
  if (!isAlive(command)) return;
  try {
    process.kill(-command.pid, 'SIGKILL');
  } catch {
    // Ended in between.
  }
}

const render = (commands) => `${JSON.stringify({ ...identify(process.pid), commands })}\n`;

function readLock() {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const identify = (pid) => ({ pid, started: startOf(pid) });

/** A process id alone is not enough: ids are given out again. */
function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return startOf(pid) === started;
}

/** Start time in clock ticks since boot; empty for a process that has ended, and where there is no /proc. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may hold blanks; the start time is the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie holds nothing any more; where nobody reaps, it stays for ever.
    return fields[0] === 'Z' ? '' : fields[19];
  } catch {
    return '';
  }
}
