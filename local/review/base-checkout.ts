import { execFile } from 'node:child_process';
import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ReviewError } from './review-error';

const run = promisify(execFile);

const LOCK_FILE = 'package-lock.json';

/** A commit's files in a folder of their own. */
export interface BaseCheckout {
  readonly directory: string;
  /** Full id of the commit. */
  readonly commit: string;
  /** Whether the commit asks for the packages that are installed. */
  readonly samePackages: boolean;
}

/**
 * Checks a commit out into a worktree of its own, with the installed packages of the present one. The present working tree
 * stays as it is.
 *
 * @param directory where to; must not exist yet
 * @throws ReviewError when the ref leads to no commit
 */
export async function checkOutBase(project: string, ref: string, directory: string): Promise<BaseCheckout> {
  const commit = await commitOf(project, ref);
  await git(project, 'worktree', 'add', '--quiet', '--detach', directory, commit);
  await symlink(join(project, 'node_modules'), join(directory, 'node_modules'));
  return { directory, commit, samePackages: (await lockOf(project)) === (await lockOf(directory)) };
}

/** Removes a checkout, also one that did not get to its end. */
export async function removeCheckout(project: string, directory: string): Promise<void> {
  // The link first, so that nothing can follow it to the packages of the working tree.
  await rm(join(directory, 'node_modules'), { force: true });
  // Fails for one that git was not told of yet, or that is half there: what is left of it goes with the folder.
  await git(project, 'worktree', 'remove', '--force', directory).catch(() => undefined);
  await rm(directory, { recursive: true, force: true });
}

async function commitOf(project: string, ref: string): Promise<string> {
  try {
    return await git(project, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  } catch {
    throw new ReviewError(
      `\`--base\` must be a commit, branch or tag that this clone has, got: ${ref} ` +
        '(a shallow clone has few: `git fetch --unshallow`)',
    );
  }
}

async function git(directory: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', directory, ...args]);
  return stdout.trim();
}

async function lockOf(directory: string): Promise<string | undefined> {
  return readFile(join(directory, LOCK_FILE), 'utf8').catch(() => undefined);
}
