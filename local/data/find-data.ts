import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Scripts that make and fill the tables of a database, which nobody here has made. */
export interface DatabaseData {
  /** File or folder, as it is called in the folder of all data. */
  readonly path: string;
  /** In the order in which they are run. */
  readonly files: readonly string[];
}

/**
 * @param folder of all databases' data: `<key>.sql`, or a folder `<key>` of files that end so, in the order of their names
 * @param key of the database in the configuration
 * @returns undefined where there is none
 */
export function findData(folder: string, key: string): DatabaseData | undefined {
  const file = join(folder, `${key}.sql`);
  if (existsSync(file)) return { path: file, files: [file] };
  const own = join(folder, key);
  if (!existsSync(own) || !statSync(own).isDirectory()) return undefined;
  const files = readdirSync(own)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => join(own, name));
  return files.length === 0 ? undefined : { path: own, files };
}
