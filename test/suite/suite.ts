import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..', '..');
/** What the suite leaves behind: reports, and the assembly that the validators read. */
export const OUT = join(ROOT, 'out', 'test');

/** How many tests a part ran; a part that counts nothing itself is one test. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** One part of the suite. It prints its own findings and never throws for a failed test. */
export interface Part {
  readonly name: string;
  readonly run: () => Tally;
}

export function resetOut(): void {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
}

/** Runs a program from the project's root, its output going to the terminal. */
export function runVisible(
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): SpawnSyncReturns<Buffer> {
  return spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
}

/** A program installed with the node modules. */
export function nodeTool(name: string): string {
  return join(ROOT, 'node_modules', '.bin', name);
}

/** A program that counts as one test: it passes by exit code 0. */
export function single(name: string, program: string, args: readonly string[], env: Record<string, string> = {}): Part {
  return {
    name,
    run: () => (runVisible(program, args, env).status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
  };
}
