import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { LocalRunError } from '../local-run-error';

/** Scripts that make and fill the tables of a database, which nobody here has made. */
export interface DatabaseData {
  /** File or folder, as it is called in the folder of all data. */
  readonly path: string;
  /** In the order in which they are run. */
  readonly files: readonly string[];
}

/** A folder of data that says two things, or in a form that nothing here reads. */
export class DataFolderError extends LocalRunError {}

/** Beside scripts, what a folder of them may hold. */
const TOLERATED = /^\.|\.(?:md|txt)$/i;

/**
 * @param folder of all databases' data: `<key>.sql`, or a folder `<key>` of files that end so, in the order of their names
 * @param key of the database in the configuration
 * @returns undefined where there is none
 * @throws DataFolderError where there are both, or files of another kind among the scripts
 */
export function findData(folder: string, key: string): DatabaseData | undefined {
  const file = join(folder, `${key}.sql`);
  const own = join(folder, key);
  const hasFolder = existsSync(own) && statSync(own).isDirectory();
  if (existsSync(file)) {
    if (hasFolder) throw new DataFolderError(`\`${folder}\` must hold ${key}.sql or the folder ${key}, got: both`);
    return { path: file, files: [file] };
  }
  if (!hasFolder) return undefined;
  const names = readdirSync(own)
    .filter((name) => !TOLERATED.test(name))
    .sort();
  const others = names.filter((name) => !/\.sql$/i.test(name));
  if (others.length > 0) {
    throw new DataFolderError(`\`${own}\` must hold scripts that end in .sql, got: ${others.join(', ')}`);
  }
  return names.length === 0 ? undefined : { path: own, files: names.map((name) => join(own, name)) };
}
