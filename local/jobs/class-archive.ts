import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ARCHIVE = /^spark-[0-9a-f]{16}\.jsa/;
/** Jobs with other jars have other class paths: as many archives are kept, the newest. */
const MOST_ARCHIVES = 4;

/** Java's archive of loaded classes: with it, a third of a short job's time is saved. */
export interface ClassArchive {
  /** Of the virtual machine: use the archive, or make it when the job ends. */
  readonly javaOptions: readonly string[];
  /** To be called after a job that ended well. */
  keep(): void;
}

export interface ClassArchiveInputs {
  /** Folder of what only saves time. */
  readonly cache: string;
  /** Path of `java`. */
  readonly java: string;
  /** Files and folders that classes come from. */
  readonly classPath: readonly string[];
  /** Exists; goes with the run. */
  readonly directory: string;
  /** Whether to make a missing archive, which takes some twenty seconds at the end of the job. */
  readonly make: boolean;
}

/** The archive for one class path, kept from the first job that ended well. Java itself refuses one that does not fit. */
export function classArchive({ cache, java, classPath, directory, make }: ClassArchiveInputs): ClassArchive {
  const name = `spark-${keyOf([java, ...classPath])}.jsa`;
  const place = join(cache, name);
  if (existsSync(place)) return { javaOptions: [`-XX:SharedArchiveFile=${place}`], keep: () => {} };
  if (!make) return { javaOptions: [], keep: () => {} };
  const made = join(directory, name);
  return { javaOptions: [`-XX:ArchiveClassesAtExit=${made}`], keep: () => moveInto(cache, made, name) };
}

/** Changes when one of the files does, or what is in one of the folders. */
function keyOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${path} ${existsSync(path) ? statSync(path).mtimeMs : 0}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** By way of a copy, for the cache may be on another file system; another run may do the same at the same time. */
function moveInto(cache: string, made: string, name: string): void {
  if (!existsSync(made)) return;
  mkdirSync(cache, { recursive: true });
  const copy = join(cache, `${name}.${process.pid}`);
  copyFileSync(made, copy);
  renameSync(copy, join(cache, name));
  rmSync(made, { force: true });
  const age = (file: string): number => statSync(join(cache, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const kept = readdirSync(cache).filter((file) => ARCHIVE.test(file));
  const oldest = kept.sort((one, other) => age(other) - age(one)).slice(MOST_ARCHIVES);
  for (const file of oldest) rmSync(join(cache, file), { force: true });
}
