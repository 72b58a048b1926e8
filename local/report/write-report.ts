import { renameSync, writeFileSync } from 'node:fs';

export function writeJson(path: string, content: unknown): void {
  writeText(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** Writes a file so that a reader sees the old or the new one, never half of one. */
export function writeText(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}
