import { renameSync, writeFileSync } from 'node:fs';

/** Writes JSON so that a reader sees the old or the new file, never half of one. */
export function writeJson(path: string, content: unknown): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(content, undefined, 2)}\n`);
  renameSync(unfinished, path);
}
