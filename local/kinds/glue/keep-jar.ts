import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import type { RuntimePaths } from '../../paths';

/**
 * Copies a job's jar to a place that depends on nothing but its content. Java's archive of loaded classes is good only for
 * the very class path that it was made with, and every run has an assembly of its own.
 *
 * @returns where it is
 */
export function keepJar(jar: string, { cache }: Pick<RuntimePaths, 'cache'>): string {
  const digest = createHash('sha256').update(readFileSync(jar)).digest('hex');
  const kept = join(cache, 'jars', `${digest}.jar`);
  if (existsSync(kept)) return kept;
  mkdirSync(join(cache, 'jars'), { recursive: true });
  // Two runs may do it at once: each has a file of its own until it is whole.
  const copy = `${kept}.${process.pid}`;
  copyFileSync(jar, copy);
  renameSync(copy, kept);
  return kept;
}
