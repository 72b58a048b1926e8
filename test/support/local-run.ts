import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { RUN_VARIABLE } from '../../local/processes/process-identity';

const ROOT = resolve(__dirname, '..', '..');
const POLL_MILLISECONDS = 100;

/** `npm run local` as a process, without what setup does first. */
export interface LocalRun {
  readonly pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Resolves once it printed the text; rejects when it ends without. */
  prints(text: string): Promise<void>;
  /** The exit code; 128 and above for a signal. */
  readonly exitCode: Promise<number>;
  kill(signal: NodeJS.Signals): void;
  /** Command names of the processes of this run that still run. */
  leftRunning(): string[];
}

/** @param directory working copy to run in */
export function startLocalRun(args: readonly string[], directory = ROOT): LocalRun {
  return startCommand('local.ts', args, directory);
}

/** What became of a command that ended. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
}

/** `npm run local:apply`, to its end. */
export function applyToLocalRun(args: readonly string[], directory = ROOT): Promise<CommandResult> {
  return untilEnd(startCommand('local-apply.ts', args, directory));
}

/** `npm run local:job`, `local:status`, `local:logs` or `local:stop`, to its end. */
export function commandLocalRun(args: readonly string[], directory = ROOT): Promise<CommandResult> {
  return untilEnd(startCommand('local-kept.ts', args, directory));
}

async function untilEnd(command: LocalRun): Promise<CommandResult> {
  return { exitCode: await command.exitCode, output: command.output() };
}

function startCommand(file: string, args: readonly string[], directory: string): LocalRun {
  const child: ChildProcess = spawn(
    process.execPath,
    ['-r', 'ts-node/register/transpile-only', join('bin', file), ...args],
    { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let ended = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const exitCode = new Promise<number>((settle) => {
    child.once('close', (code) => {
      ended = true;
      settle(code ?? 128);
    });
  });
  const pid = child.pid ?? -1;
  return {
    pid,
    exitCode,
    output: () => output,
    prints: async (text) => {
      while (!output.includes(text)) {
        if (ended) throw new Error(`ended without printing ${text}:\n${output}`);
        await sleep(POLL_MILLISECONDS);
      }
    },
    kill: (signal) => void child.kill(signal),
    leftRunning: () => processesOfRun(pid),
  };
}

/** A run's id ends in the process id of its runner, and stands in the environment of everything it starts. */
function processesOfRun(runnerPid: number): string[] {
  const mark = new RegExp(`^${RUN_VARIABLE}=.*-${runnerPid}$`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        return environment.some((entry) => mark.test(entry)) ? [readFileSync(`/proc/${pid}/comm`, 'utf8').trim()] : [];
      } catch {
        return [];
      }
    });
}
