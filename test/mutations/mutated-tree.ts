import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mutation } from './mutations';

/** What a copy shares with the project: what set-up installs, and what costs minutes to build again. */
const SHARED = ['node_modules', '.runtime'];

/** A copy of the project's files, so that no mutation ever touches the originals. */
export class MutatedTree {
  constructor(
    project: string,
    readonly folder: string,
  ) {
    rmSync(folder, { recursive: true, force: true });
    for (const file of filesOf(project)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(project, file), join(folder, file));
    }
    for (const shared of SHARED) {
      symlinkSync(join(project, shared), join(folder, shared));
    }
  }

  /**
   * Runs something with one line broken, and mends it again.
   *
   * @throws Error where the line does not stand in the file exactly once: the mutation is out of date
   */
  with<Result>({ name, file, from, to }: Mutation, run: () => Result): Result {
    const path = join(this.folder, file);
    const original = readFileSync(path, 'utf8');
    const places = original.split(from).length - 1;
    if (places !== 1) {
      throw new Error(`mutation «${name}»: \`from\` must stand in ${file} exactly once, got: ${places} times`);
    }
    writeFileSync(
      path,
      original.replace(from, () => to),
    );
    try {
      return run();
    } finally {
      writeFileSync(path, original);
    }
  }
}

/** Tracked files and new ones that are not ignored, as they are in the working copy. */
function filesOf(project: string): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: project,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(project, file)));
}
