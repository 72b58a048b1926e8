import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a copy shares with the project: what set-up installs, and what costs minutes to build again. */
const SHARED = ['node_modules', '.runtime'];

/** A copy of the project's files, so that no test ever touches the originals. It has results and runs of its own. */
export class ProjectCopy {
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
   * Changes one place of a file.
   *
   * @returns what takes the change back
   * @throws Error where `from` does not stand in the file exactly once
   */
  edit(file: string, from: string, to: string): () => void {
    const path = join(this.folder, file);
    const original = readFileSync(path, 'utf8');
    const places = original.split(from).length - 1;
    if (places !== 1) {
      throw new Error(`\`from\` must stand in ${file} exactly once, got: ${places} times`);
    }
    writeFileSync(
      path,
      original.replace(from, () => to),
    );
    return () => writeFileSync(path, original);
  }
}

/** Tracked files and new ones that are not ignored, as they are in the working copy. */
function filesOf(project: string): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: project,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && !SHARED.includes(file) && existsSync(join(project, file)));
}
