import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/**
 * Hash over all files of a folder. As a property of a custom resource it makes a changed statement run again.
 *
 * @param folder absolute path; every file below it counts, by relative path and content
 * @param others absolute paths of files elsewhere that count by name and content
 */
export function sourceHash(folder: string, others: readonly string[] = []): string {
  const hash = createHash('sha256');
  const files = [
    ...filesBelow(folder).map((path) => [relative(folder, path), path] as const),
    ...others.map((path) => [basename(path), path] as const),
  ];
  for (const [name, path] of files) {
    const content = readFileSync(path);
    hash.update(`${name}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
