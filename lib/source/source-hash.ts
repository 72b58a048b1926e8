import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Hash over all files of a folder. As a property of a custom resource it makes a changed statement run again.
 *
 * @param folder absolute path; every file below it counts, by relative path and content
 */
export function sourceHash(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesBelow(folder)) {
    const content = readFileSync(path);
    hash.update(`${relative(folder, path)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
