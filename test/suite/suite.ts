import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..', '..');
/** What the suite leaves behind: reports, and the assembly that the validators read. */
export const OUT = join(ROOT, 'out', 'test');

/** How many tests a part ran; a part that counts nothing itself is one test. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Where a part prints: the terminal, or a file for as long as other parts run beside it. */
export type Output = 'inherit' | number;

/** One part of the suite. It prints its own findings and never throws for a failed test. */
export interface Part {
  readonly name: string;
  readonly run: (output: Output) => Promise<Tally>;
}

export function resetOut(): void {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
}

/** A file of the suite's folder to print to. */
export function outputFile(name: string): { readonly path: string; readonly output: Output } {
  const path = join(OUT, name);
  return { path, output: openSync(path, 'w') };
}

/** Runs a program from the project's root; its exit code, null where a signal ended it. */
export async function runProgram(
  output: Output,
  program: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number | null> {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

/** A program installed with the node modules. */
export function nodeTool(name: string): string {
  return join(ROOT, 'node_modules', '.bin', name);
}

/** A program that counts as one test: it passes by exit code 0. */
export function single(name: string, program: string, args: readonly string[], env: Record<string, string> = {}): Part {
  return {
    name,
    run: async (output) =>
      (await runProgram(output, program, args, env)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
  };
}
