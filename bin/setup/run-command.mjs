import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const graceMs = 2000;
const running = new Set();

/** A command that could not be started, ended with another code than 0, or was stopped. `output` is all it printed. */
export class CommandFailed extends Error {
  constructor(command, reason, output) {
    super(`${command} ${reason}`);
    this.output = output;
  }
}

/**
 * Runs a command to its end.
 * @param {string[]} argv program and arguments
 * @param {{cwd?: string, env?: object, log?: string, onStart?: (pid: number) => void}} options `env` is added to the
 * caller's; `log` is a file that gets all output; `onStart` is told the process group
 * @throws {CommandFailed}
 */
export function runCommand([program, ...args], { cwd, env, log, onStart } = {}) {
  return new Promise((resolve, reject) => {
    // A group of its own, so that one signal reaches everything that the command started itself.
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (text) => {
      output += text;
      if (log) appendFileSync(log, text);
    };
    if (log) {
      mkdirSync(dirname(log), { recursive: true });
      appendFileSync(log, `$ ${[program, ...args].join(' ')}\n`);
    }
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (error) => reject(new CommandFailed(program, `could not be started: ${error.message}`, output)));
    child.on('close', (code, signal) => {
      running.delete(child.pid);
      if (code === 0) resolve();
      else reject(new CommandFailed(program, signal ? `was stopped by ${signal}` : `ended with code ${code}`, output));
    });
    if (child.pid) {
      running.add(child.pid);
      onStart?.(child.pid);
    }
  });
}

/** Ends every command under way: as Ctrl-C would, on which all of them clean up, then surely. */
export function stopCommands() {
  signalAll('SIGINT');
  setTimeout(() => signalAll('SIGKILL'), graceMs).unref();
}

function signalAll(signal) {
  for (const group of running) {
    try {
      process.kill(-group, signal);
    } catch {
      // Already gone.
    }
  }
}

/** All that a short command prints (both streams, without colours); undefined when it cannot be started or fails. */
export function ask([program, ...args], env = {}) {
  const answer = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 20_000 });
  if (answer.error || answer.status !== 0) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes start with one
  return `${answer.stdout}${answer.stderr}`.replace(/\u001b\[[0-9;]*m/g, '');
}
